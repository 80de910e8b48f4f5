/** Writes rulings to Keycloak's events, to the log and to metrics. Nothing else in the product does. */
package io.github.permissionscopes.telemetry;
