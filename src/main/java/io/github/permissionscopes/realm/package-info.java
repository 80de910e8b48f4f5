/**
 * Reads Keycloak's model and changes nothing: client scopes, roles and users become the plain values of {@link io.github.permissionscopes.decision}.
 */
package io.github.permissionscopes.realm;
