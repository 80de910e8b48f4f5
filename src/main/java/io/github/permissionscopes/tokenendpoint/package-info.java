/**
 * The seams of the token endpoint: Keycloak's own grant types behind a gate that may narrow the request first. They have
 * the provider ids of Keycloak's own and a higher order, so they need no configuration in a realm.
 */
package io.github.permissionscopes.tokenendpoint;
