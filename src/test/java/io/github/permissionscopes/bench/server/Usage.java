package io.github.permissionscopes.bench.server;

import java.util.Map;

/**
 * What a Java machine has used since it started.
 *
 * @param cpuNanos time of the processors for the whole process, compiler and garbage collector included
 * @param allocatedBytes by the id of the thread, for those that live
 */
public record Usage(long cpuNanos, Map<Long, Long> allocatedBytes) {

    /** What was used between two readings; without what a thread has allocated that has ended since. */
    public record Spent(long cpuNanos, long allocatedBytes) {

        public Spent dividedBy(int requests) {
            return new Spent(cpuNanos / requests, allocatedBytes / requests);
        }
    }

    public Spent until(Usage later) {
        long bytes = later.allocatedBytes.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - allocatedBytes.getOrDefault(thread.getKey(), 0L))
                .sum();
        return new Spent(later.cpuNanos - cpuNanos, bytes);
    }
}
