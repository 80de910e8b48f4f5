package io.github.permissionscopes.bench.statistics;

import java.util.Locale;

/**
 * A figure with the interval that it is in with a probability of 95 %.
 *
 * @param low end of the interval
 * @param high end of the interval
 */
public record Estimate(double value, double low, double high) {

    /** An interval that is wider to one side says nothing. */
    private static final double NOISY = 0.05;

    /** @return how far the interval reaches to one side, as a share of the figure */
    public double halfWidth() {
        return (high - low) / 2 / value;
    }

    public boolean isNoisy() {
        return halfWidth() > NOISY;
    }

    /** @return the figure; if it is too noisy, only where it is */
    @Override
    public String toString() {
        return isNoisy()
                ? String.format(Locale.ROOT, "too noisy: %.2f to %.2f", low, high)
                : String.format(Locale.ROOT, "%.3f ±%.1f %%", value, 100 * halfWidth());
    }
}
