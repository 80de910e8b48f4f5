/**
 * Enforcement points of token issuance: a mapper that removes refused scopes and writes the configured claims, and a
 * guard that stops tokens.
 */
@NullMarked
package io.github.permissionscopes.issuance;

import org.jspecify.annotations.NullMarked;
