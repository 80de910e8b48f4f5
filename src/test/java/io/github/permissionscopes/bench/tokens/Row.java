package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.statistics.Quantile;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What was measured of one lane.
 *
 * @param millis by round, for each start of the servers
 * @param cpuMillis of the server for one request, by block
 * @param kilobytes that the server allocated for one request, by block
 */
public record Row(List<double[]> millis, double[] cpuMillis, double[] kilobytes) {

    /** The same with another start of the servers. */
    Row and(Row other) {
        return new Row(
                Stream.concat(millis.stream(), other.millis.stream()).toList(),
                joined(cpuMillis, other.cpuMillis),
                joined(kilobytes, other.kilobytes));
    }

    /** @return of all starts */
    public double quantile(double quantile) {
        return Quantile.of(millis.stream().flatMapToDouble(DoubleStream::of).toArray(), quantile);
    }

    public int rounds() {
        return millis.stream().mapToInt(times -> times.length).sum();
    }

    /** @return the median of the blocks */
    public double cpu() {
        return Quantile.median(cpuMillis);
    }

    /** @return the median of the blocks */
    public double allocated() {
        return Quantile.median(kilobytes);
    }

    private static double[] joined(double[] one, double[] other) {
        return DoubleStream.concat(DoubleStream.of(one), DoubleStream.of(other)).toArray();
    }
}
