package io.github.permissionscopes.telemetry;

/**
 * Whether the server has metrics. Micrometer is a library of the server that extensions cannot rely on, so
 * {@link DecisionMeters}, which uses it, is loaded only if it is present.
 */
final class Meters {

    private static final boolean THERE = isThere("io.micrometer.core.instrument.Metrics");

    private Meters() {}

    /** @return whether metrics are exposed */
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
