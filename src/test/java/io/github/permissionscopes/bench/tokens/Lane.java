package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.server.BenchServer;

/**
 * One of the requests that take turns.
 *
 * @param key tells it from the others of its case
 */
record Lane(Key key, BenchServer server, Call call, Connection connection) {

    /** Of which server, and of which order. */
    record Key(Side side, String order) {}

    enum Side {
        PLAIN,
        PRODUCT
    }

    /** @return in milliseconds */
    double send() {
        long start = System.nanoTime();
        call.send();
        return (System.nanoTime() - start) / 1e6;
    }
}
