/**
 * Applies rulings. A seam class has one job in three steps: translate what Keycloak hands it into a {@link
 * io.github.permissionscopes.authorization.ScopeQuestion}, ask the {@link io.github.permissionscopes.authorization.ScopeGate}, apply
 * the ruling.
 */
package io.github.permissionscopes.authorization;
