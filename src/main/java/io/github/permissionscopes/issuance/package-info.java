/**
 * When tokens are made: a mapper that takes out what is refused and writes what its config asks for, and a guard that
 * stops.
 */
package io.github.permissionscopes.issuance;
