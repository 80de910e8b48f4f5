package io.github.permissionscopes.bench.core;

/**
 * What one decision costs.
 *
 * @param scopes how many protected scopes are requested
 * @param nanos time per decision in the fastest iteration, in nanoseconds
 * @param bytes allocated memory per decision
 */
public record Row(int scopes, double nanos, double bytes) {}
