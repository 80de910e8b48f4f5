/**
 * Reads Keycloak's model without changing it: client scopes, roles and users become the plain values of
 * {@link io.github.permissionscopes.decision}.
 */
package io.github.permissionscopes.realm;
