/** Writes rulings to Keycloak's events, to the log and to metrics. No other package does. */
@NullMarked
package io.github.permissionscopes.telemetry;

import org.jspecify.annotations.NullMarked;
