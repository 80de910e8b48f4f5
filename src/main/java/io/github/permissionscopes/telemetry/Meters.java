package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.server.Capabilities;

/**
 * Whether the server has metrics. Micrometer is a library of the server that extensions cannot rely on, so
 * {@link DecisionMeters}, which uses it, is loaded only if it is present.
 */
final class Meters {

    private Meters() {}

    /** @return whether metrics are exposed */
    static boolean areOn() {
        return Capabilities.METRICS && DecisionMeters.areRead();
    }
}
