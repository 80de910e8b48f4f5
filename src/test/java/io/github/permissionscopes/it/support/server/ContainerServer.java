package io.github.permissionscopes.it.support.server;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.keycloak.testframework.server.KeycloakServer;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;
import org.keycloak.testframework.server.ReadinessProbe;
import org.keycloak.testframework.server.ServerCommand;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.PullPolicy;

/**
 * The test framework's server in a container, with the packaged JAR in its providers folder.
 *
 * <p>It has the network of the engine's machine, on loopback: tests know the server by fixed addresses, and the server
 * reaches what tests listen with (the authentication device, the application) on 127.0.0.1.
 */
public final class ContainerServer implements KeycloakServer {

    /** The framework's own name for what a server says: it is shown for failed tests. */
    private static final Logger SERVER_LOG = Logger.getLogger("managed.keycloak");

    /** What a distribution has that runs in no container. */
    private static final String HEAP = "-Xms64m -Xmx512m";

    private static final String FAILED = "Failed to start server";

    private final String image;
    private final Duration startTimeout;
    private final KeycloakContainer container;

    /** @param image by its name and tag; it is pulled if the engine does not have it */
    public ContainerServer(String image, Duration startTimeout) {
        this.image = image;
        this.startTimeout = startTimeout;
        this.container = new KeycloakContainer(image);
    }

    @Override
    public void start(KeycloakServerConfigBuilder server, boolean tlsEnabled) {
        if (tlsEnabled) {
            throw new IllegalStateException("The tests' container has no TLS");
        }
        container
                .withProviderLibsFrom(List.of(TestServers.productJar().toFile()))
                // Else an image that is older than a day is pulled again.
                .withImagePullPolicy(PullPolicy.defaultPolicy())
                .withNetworkMode("host")
                // The command has the same ones.
                .withBootstrapAdminDisabled()
                // As start-dev has it by itself: a theme that a test changes is read again.
                .withDisabledCaching()
                // Stronger than the share of the memory that the container's class sets.
                .withEnv(
                        "JAVA_OPTS_APPEND",
                        HEAP + " " + Objects.requireNonNullElse(System.getenv("JAVA_OPTS_APPEND"), ""))
                .waitingFor(Wait.forLogMessage("(?s).*Keycloak.* started in.*|.*" + FAILED + ".*", 1)
                        .withStartupTimeout(startTimeout));
        // With the machine's network, none is mapped.
        container.setExposedPorts(List.of());
        container.setLogConsumers(List.of(ContainerServer::log));
        container.withCustomCommand("--http-host=127.0.0.1");
        ServerCommand.of(server).stream().filter(part -> part.startsWith("--")).forEach(container::withCustomCommand);
        try {
            container.start();
            if (container.getLogs().contains(FAILED)) {
                throw new IllegalStateException("It ended: its log is above");
            }
        } catch (RuntimeException e) {
            container.stop();
            throw new IllegalStateException("The container of " + image + " does not start", e);
        }
        ReadinessProbe.waitUntilReady(this, startTimeout.toSeconds());
    }

    private static void log(OutputFrame frame) {
        SERVER_LOG.info(frame.getUtf8StringWithoutLineEnding());
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public String getBaseUrl() {
        return "http://localhost:8080";
    }

    @Override
    public String getManagementBaseUrl() {
        return "http://localhost:9000";
    }
}
