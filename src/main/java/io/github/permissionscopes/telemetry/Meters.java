package io.github.permissionscopes.telemetry;

/**
 * Whether the server has metrics. Micrometer is a library of the server, and not part of what an extension may rely on: the
 * class that uses it is loaded only where this says so.
 */
final class Meters {

    private static final boolean THERE = isThere("io.micrometer.core.instrument.Metrics");

    private Meters() {}

    /** @return whether somebody reads what is counted */
    static boolean areOn() {
        return THERE && DecisionMeters.areRead();
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, Meters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
