package io.github.permissionscopes.bench.report;

import java.util.Locale;

/** Numbers as the document shows them. */
final class Figures {

    private Figures() {}

    /** @return with about three digits */
    static String of(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
