package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.it.support.client.AuthenticationDevice;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The standalone server of the integration tests, beside the test framework's own, and what the build has made for it.
 * One test at a time has it.
 */
public final class TestServers {

    static final int PORT = 8180;
    static final int MANAGEMENT_PORT = 9100;
    static final int SECOND_PORT = 8280;
    static final int SECOND_MANAGEMENT_PORT = 9200;

    /** As {@link ProductServer} is started. */
    private static final List<String> OPTIONS = options(MANAGEMENT_PORT, "--", "token-exchange");

    private static AutoCloseable running = () -> {};
    private static String nameOfRunning = "";

    private TestServers() {}

    /** @param name of the log file */
    public static StandaloneServer standalone(String name) throws IOException {
        return in(builtHome(), name);
    }

    /** Another server of the same version, which may run beside {@link #standalone}. */
    public static StandaloneServer second(String name) throws IOException {
        Path home = builtHome();
        Path copy = home.resolveSibling("second");
        Distribution.copy(home, copy);
        return new StandaloneServer(copy, SECOND_PORT, logs(home).resolve(name + ".log"));
    }

    /** The unpacked distribution of the version that the product is compiled against. */
    public static Path builtHome() {
        return built("permissionScopes.server");
    }

    /** A server of any supported version: by default the oldest one. */
    public static StandaloneServer underTest(String name) throws IOException {
        return in(homeUnderTest(), name);
    }

    /** Its unpacked distribution. */
    public static Path homeUnderTest() {
        return built("permissionScopes.serverUnderTest");
    }

    /** Its version. */
    static String versionUnderTest() {
        String name = homeUnderTest().getFileName().toString();
        return name.substring(name.indexOf('-') + 1);
    }

    /** @return whether it is of this version, or a newer one */
    public static boolean isSince(String version) {
        return Version.parse(versionUnderTest()).compareTo(Version.parse(version)) >= 0;
    }

    /**
     * A server that goes on after the test class that has started it, for the next one that wants the same. It ends
     * when another server wants its port.
     *
     * @param start a new one
     */
    public static synchronized <T extends AutoCloseable> T running(String name, Class<T> type, Callable<T> start) {
        try {
            if (!name.equals(nameOfRunning)) {
                running = start.call();
                nameOfRunning = name;
            }
            return type.cast(running);
        } catch (Exception e) {
            throw new IllegalStateException(name + " does not start", e);
        }
    }

    private static synchronized void endRunning() {
        AutoCloseable ended = running;
        running = () -> {};
        nameOfRunning = "";
        try {
            ended.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StandaloneServer in(Path home, String name) throws IOException {
        endRunning();
        return new StandaloneServer(home, PORT, logs(home).resolve(name + ".log"));
    }

    private static Path logs(Path home) throws IOException {
        return Files.createDirectories(home.resolveSibling("logs"));
    }

    public static void start(StandaloneServer server) throws IOException, InterruptedException {
        server.start(OPTIONS, waited -> {});
    }

    public static void startSecond(StandaloneServer server) throws IOException, InterruptedException {
        server.start(options(SECOND_MANAGEMENT_PORT, "--", "token-exchange"), waited -> {});
    }

    /** @param more of Keycloak's features */
    static void startUnderTest(StandaloneServer server, String... more) throws IOException, InterruptedException {
        // The legacy exchange of another issuer's token asks for permissions of the first version.
        List<String> features = new ArrayList<>(
                List.of("token-exchange", "admin-fine-grained-authz:v1", "declarative-ui", "oid4vc-vci"));
        if (isSince("26.5")) {
            features.add("jwt-authorization-grant");
        }
        if (isSince("26.7")) {
            features.addAll(List.of("oid4vc-vci-preauth-code", "oid4vc-vci-rest-credential-offer"));
        }
        features.addAll(List.of(more));
        server.start(options(MANAGEMENT_PORT, "-", String.join(",", features)), waited -> {});
    }

    /** What the standalone server tells at its metrics endpoint. */
    public static MetricsPage metrics() {
        return MetricsPage.read("http://localhost:" + MANAGEMENT_PORT + "/metrics");
    }

    /** @param separator between the parts of an option; servers before 26.3 know only one dash */
    private static List<String> options(int managementPort, String separator, String features) {
        String channel = String.join(
                separator,
                "--spi-ciba-auth-channel",
                "ciba-http-auth-channel",
                "http-authentication-channel-uri=" + AuthenticationDevice.url(AuthenticationDevice.STANDALONE_PORT));
        return List.of(
                "--http-management-port=" + managementPort,
                "--metrics-enabled=true",
                "--features=" + features,
                channel,
                // As PlainServer has them.
                String.join(separator, "--spi-password-hashing", "argon2", "iterations=1"),
                String.join(separator, "--spi-password-hashing", "argon2", "memory=64"));
    }

    public static Path productJar() {
        return built("permissionScopes.jar");
    }

    static Path built(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException(property + " is not set: the build sets it, see pom.xml");
        }
        return Path.of(path);
    }
}
