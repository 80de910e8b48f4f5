package io.github.permissionscopes.bench.server;

/**
 * @param cpuNanos time of the processors for the whole process, compiler and garbage collector included
 * @param allocatedBytes by the threads that live
 */
public record Usage(long cpuNanos, long allocatedBytes) {

    public Usage since(Usage before) {
        return new Usage(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }

    public Usage dividedBy(int requests) {
        return new Usage(cpuNanos / requests, allocatedBytes / requests);
    }
}
