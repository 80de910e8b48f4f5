/**
 * Reads Keycloak's model and changes nothing: client scopes, roles, users and the required action's config become the
 * plain values of {@link io.github.permissionscopes.decision}.
 */
package io.github.permissionscopes.realm;
