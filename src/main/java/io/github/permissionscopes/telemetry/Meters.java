package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.server.Capabilities;

/**
 * Whether the server has metrics. Micrometer is a library of the server, and not part of what an extension may rely on: the
 * class that uses it is loaded only where this says so.
 */
final class Meters {

    private Meters() {}

    /** @return whether somebody reads what is counted */
    static boolean areOn() {
        return Capabilities.METRICS && DecisionMeters.areRead();
    }
}
