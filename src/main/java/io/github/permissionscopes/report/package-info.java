/** Writes rulings to Keycloak's events and to the log. Nothing else in the product does. */
package io.github.permissionscopes.report;
