package io.github.permissionscopes.bench.statistics;

import java.util.Arrays;

/** A quantile by the nearest rank. */
public final class Quantile {

    public static final double MEDIAN = 0.5;

    private Quantile() {}

    /** @param values in any order; not empty */
    public static double of(double[] values, double quantile) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, quantile);
    }

    static double ofSorted(double[] sorted, double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    public static double median(double[] values) {
        return of(values, MEDIAN);
    }
}
