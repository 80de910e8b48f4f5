/**
 * Enforcement points of token issuance: a mapper that removes refused scopes and writes the configured claims, and a
 * guard that stops tokens.
 */
package io.github.permissionscopes.issuance;
