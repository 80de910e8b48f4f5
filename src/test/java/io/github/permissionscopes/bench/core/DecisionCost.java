package io.github.permissionscopes.bench.core;

/**
 * What one decision costs.
 *
 * @param scopes how many protected scopes are requested
 * @param nanos time per decision in nanoseconds, the median of the iterations
 * @param bytes allocated memory per decision
 */
public record DecisionCost(int scopes, double nanos, double bytes) {}
