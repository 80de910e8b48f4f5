package io.github.permissionscopes.bench.statistics;

import java.util.Arrays;
import java.util.Random;

/**
 * The ratio of a quantile of two rows of times that were measured in turn. The interval comes from a bootstrap: blocks
 * of neighbouring rounds are drawn, of both rows the same, since a disturbance lasts longer than one round and hits
 * both.
 */
public final class Ratio {

    private static final int BLOCK = 16;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private Ratio() {}

    /**
     * @param times as many as {@code others}, by round
     * @param resamples how many times rows are drawn
     */
    public static Estimate of(double[] times, double[] others, double quantile, int resamples) {
        // The same draws in each run: a figure must not depend on them.
        Random random = new Random(1);
        int rounds = times.length;
        int block = Math.max(1, Math.min(BLOCK, rounds / 10));
        double[] drawn = new double[rounds];
        double[] drawnOthers = new double[rounds];
        double[] ratios = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            for (int filled = 0; filled < rounds; filled += block) {
                int length = Math.min(block, rounds - filled);
                int from = random.nextInt(rounds - length + 1);
                System.arraycopy(times, from, drawn, filled, length);
                System.arraycopy(others, from, drawnOthers, filled, length);
            }
            ratios[resample] = Quantile.of(drawn, quantile) / Quantile.of(drawnOthers, quantile);
        }
        Arrays.sort(ratios);
        return new Estimate(
                Quantile.of(times, quantile) / Quantile.of(others, quantile),
                Quantile.ofSorted(ratios, LOW),
                Quantile.ofSorted(ratios, HIGH));
    }
}
