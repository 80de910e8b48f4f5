package io.github.permissionscopes.bench.tokens;

/**
 * How long a case is measured.
 *
 * @param seconds at most, without the warm-up, unless the figures are still too noisy
 * @param halfWidth of the ratios' intervals at which it ends before
 */
public record Effort(double seconds, double halfWidth) {

    Effort times(double factor) {
        return new Effort(seconds * factor, halfWidth);
    }
}
