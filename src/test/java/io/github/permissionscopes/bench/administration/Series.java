package io.github.permissionscopes.bench.administration;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same call several times.
 *
 * @param first the first one, which may find empty caches; it is not among the others
 * @param median of each figure
 * @param fastest seconds: other work of the machine disturbs it least
 */
record Series(Sample first, Sample median, double fastest) {

    /**
     * What one call took.
     *
     * @param statements of the database
     * @param bytes that the server allocated
     */
    record Sample(double seconds, long statements, long bytes) {}

    static Series of(Sample first, List<Sample> others) {
        Sample median = new Sample(median(others, Sample::seconds), (long) median(others, Sample::statements), (long)
                median(others, Sample::bytes));
        return new Series(
                first,
                median,
                others.stream().mapToDouble(Sample::seconds).min().orElseThrow());
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray()[samples.size() / 2];
    }
}
