package io.github.permissionscopes.bench.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The ratio of a quantile of times that were measured in turn, in one or more starts of the servers: the geometric mean
 * of the starts' ratios.
 *
 * <p>The interval comes from a bootstrap. First starts are drawn, since a Java machine compiles differently in each.
 * Then, of each, blocks of neighbouring rounds, of both rows the same, since a disturbance lasts longer than one round
 * and hits both.
 */
public final class Ratio {

    private static final int BLOCK = 16;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private Ratio() {}

    /**
     * @param times by start, then by round
     * @param others of the same starts and rounds
     * @param resamples how many times rows are drawn
     */
    public static Estimate of(List<double[]> times, List<double[]> others, double quantile, int resamples) {
        // The same draws in each run: a figure must not depend on them.
        Random random = new Random(1);
        double[] ratios = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double sum = 0;
            for (int start = 0; start < times.size(); start++) {
                int drawn = random.nextInt(times.size());
                sum += Math.log(drawn(times.get(drawn), others.get(drawn), quantile, random));
            }
            ratios[resample] = Math.exp(sum / times.size());
        }
        Arrays.sort(ratios);
        double sum = 0;
        for (int start = 0; start < times.size(); start++) {
            sum += Math.log(ratio(times.get(start), others.get(start), quantile));
        }
        return new Estimate(
                Math.exp(sum / times.size()), Quantile.ofSorted(ratios, LOW), Quantile.ofSorted(ratios, HIGH));
    }

    private static double drawn(double[] times, double[] others, double quantile, Random random) {
        int rounds = times.length;
        int block = Math.max(1, Math.min(BLOCK, rounds / 10));
        double[] drawn = new double[rounds];
        double[] drawnOthers = new double[rounds];
        for (int filled = 0; filled < rounds; filled += block) {
            int length = Math.min(block, rounds - filled);
            int from = random.nextInt(rounds - length + 1);
            System.arraycopy(times, from, drawn, filled, length);
            System.arraycopy(others, from, drawnOthers, filled, length);
        }
        return ratio(drawn, drawnOthers, quantile);
    }

    private static double ratio(double[] times, double[] others, double quantile) {
        return Quantile.of(times, quantile) / Quantile.of(others, quantile);
    }
}
