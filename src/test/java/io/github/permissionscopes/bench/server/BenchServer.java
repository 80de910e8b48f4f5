package io.github.permissionscopes.bench.server;

import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.util.List;

/** A running server, with a probe in it. */
public final class BenchServer implements AutoCloseable {

    /** The same cache for all objects of all realms, so that the number of realms does not decide. */
    /** Keycloak ignores a parameter {@code scope} of more than 4,000 characters, if nothing else is configured. */
    static final List<String> OPTIONS = List.of(
            "--features=scripts",
            "--cache-embedded-realms-max-count=500000",
            "--cache-embedded-users-max-count=50000",
            "--spi-login-protocol--openid-connect--req-params-default-max-size=20000");

    private final StandaloneServer server;
    private final Probe probe;

    private BenchServer(StandaloneServer server, Probe probe) {
        this.server = server;
        this.probe = probe;
    }

    static BenchServer start(StandaloneServer server, List<String> options) throws IOException, InterruptedException {
        server.start(options, waited -> {});
        return new BenchServer(server, Probe.of(server.pid()));
    }

    public String realmUrl(String realm) {
        return server.url() + "/realms/" + realm;
    }

    String pid() {
        return String.valueOf(server.pid());
    }

    public Usage usage() {
        return probe.read();
    }

    @Override
    public void close() throws IOException {
        try {
            probe.close();
        } finally {
            server.close();
        }
    }
}
