/**
 * What an administrator does to a realm, by Keycloak's REST API or by the product's; and how a test's end undoes it.
 */
package io.github.permissionscopes.it.support.admin;
