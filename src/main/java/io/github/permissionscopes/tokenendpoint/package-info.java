/**
 * Enforcement points of the token endpoint. A {@link io.github.permissionscopes.tokenendpoint.ScopeCheckedGrantType}
 * wraps each of Keycloak's grant types, and lets a {@link io.github.permissionscopes.tokenendpoint.GrantEnforcement}
 * narrow the request first. The wrappers have the provider ids of Keycloak's grant types and a higher order, so a realm
 * needs no configuration.
 */
package io.github.permissionscopes.tokenendpoint;
