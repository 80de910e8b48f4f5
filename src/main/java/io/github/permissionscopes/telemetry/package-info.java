/** Writes rulings to Keycloak's events, to the log and to metrics. No other package does. */
package io.github.permissionscopes.telemetry;
