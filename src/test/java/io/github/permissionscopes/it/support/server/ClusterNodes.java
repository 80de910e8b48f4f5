package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.it.support.client.AuthenticationDevice;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers of a cluster as it is run: each is a home of its own with the same two builds, with and without the
 * product, and all have one PostgreSQL. They find each other by it, as Keycloak's default is.
 */
public final class ClusterNodes {

    /** Under which the clients know the cluster. */
    public static final int BALANCER_PORT = 8380;

    private static final int FIRST_CLUSTER_PORT = 7801;
    private static final List<Integer> PORTS = List.of(TestServers.PORT, TestServers.SECOND_PORT);
    private static final List<Integer> MANAGEMENT_PORTS =
            List.of(TestServers.MANAGEMENT_PORT, TestServers.SECOND_MANAGEMENT_PORT);
    private static final String HEAP = "-Xms256m -Xmx700m";
    private static final String[] BUILD = {"--db=postgres", "--features=token-exchange", "--metrics-enabled=true"};

    private ClusterNodes() {}

    /**
     * Builds them, which takes half a minute for each build.
     *
     * @param database its JDBC URL; empty
     */
    public static List<StandaloneServer> build(String database) throws IOException, InterruptedException {
        Path unpacked = TestServers.built("permissionScopes.server");
        Path logs = Files.createDirectories(unpacked.resolveSibling("logs"));
        Path first = unpacked.resolveSibling("node-1");
        List<StandaloneServer> nodes = new ArrayList<>();
        for (int i = 0; i < PORTS.size(); i++) {
            Path home = unpacked.resolveSibling("node-" + (i + 1));
            Distribution.copy(unpacked, home);
            Files.createDirectories(home.resolve("providers"));
            if (home.equals(first)) {
                build(home, logs.resolve("cluster-build.log"), TestServers.productJar());
                build(home, logs.resolve("cluster-build.log"));
            } else {
                Distribution.copyBuilds(home, first);
            }
            Path log = logs.resolve("node-" + (i + 1) + ".log");
            Files.deleteIfExists(log);
            nodes.add(new StandaloneServer(home, PORTS.get(i), log, command(home, database, i)));
        }
        return nodes;
    }

    private static void build(Path home, Path log, Path... jars) throws IOException, InterruptedException {
        Distribution.deploy(home, jars);
        int ended = StartCommand.build(home)
                .and(BUILD)
                .process()
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (ended != 0) {
            throw new IllegalStateException("The build ended with code " + ended + ": see " + log);
        }
        Distribution.keepBuild(home);
    }

    private static StartCommand command(Path home, String database, int node) {
        return StartCommand.optimized(home, PORTS.get(node))
                .withHeap(HEAP)
                .and(
                        // One for all: by default a token's issuer has the port of the node that was asked.
                        "--hostname=http://localhost:" + BALANCER_PORT,
                        "--http-management-port=" + MANAGEMENT_PORTS.get(node),
                        "--db-url=" + database,
                        "--db-username=" + Postgres.USER,
                        "--db-password=" + Postgres.PASSWORD,
                        "--db-pool-max-size=40",
                        "--cache-embedded-network-bind-address=127.0.0.1",
                        "--cache-embedded-network-bind-port=" + (FIRST_CLUSTER_PORT + node),
                        "--spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri="
                                + AuthenticationDevice.url(AuthenticationDevice.STANDALONE_PORT),
                        // As PlainServer has them.
                        "--spi-password-hashing--argon2--iterations=1",
                        "--spi-password-hashing--argon2--memory=64",
                        "--spi-keys--rsa-generated--key-size=1152",
                        "--spi-keys--rsa-enc-generated--key-size=1152");
    }
}
