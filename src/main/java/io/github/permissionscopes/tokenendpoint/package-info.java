/**
 * The enforcement points of the token endpoint. Keycloak's own grant types stand behind a {@link
 * io.github.permissionscopes.tokenendpoint.ScopeCheckedGrantType}, which lets a {@link
 * io.github.permissionscopes.tokenendpoint.GrantEnforcement} narrow the request first. They have the provider ids of
 * Keycloak's own and a higher order, so they need no configuration in a realm.
 */
package io.github.permissionscopes.tokenendpoint;
