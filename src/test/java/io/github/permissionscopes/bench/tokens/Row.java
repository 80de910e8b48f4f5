package io.github.permissionscopes.bench.tokens;

/**
 * What was measured of one lane.
 *
 * @param millis by round
 * @param cpuMillis of the server for one request: the median of some blocks
 * @param kilobytes that the server allocated for one request: the median of some blocks
 */
public record Row(double[] millis, double cpuMillis, double kilobytes) {}
