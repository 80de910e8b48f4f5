package io.github.permissionscopes.it.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.keycloak.common.Profile;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The one server of a test run: the distribution with the product in its providers folder. */
public final class ProductServer implements KeycloakServerConfig {

    private static final int[] PORTS = {8080, 9000};

    /** Looked for once, before the first start: later the ports are in use by the server itself. */
    private static final Optional<String> PORT_PROBLEM = portProblem();

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        PORT_PROBLEM.ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        // The legacy exchange is a preview feature, off by default.
        return server.dependencyCurrentProject()
                .features(Profile.Feature.TOKEN_EXCHANGE)
                .spiOption(
                        "ciba-auth-channel",
                        "ciba-http-auth-channel",
                        "http-authentication-channel-uri",
                        AuthenticationDevice.url());
    }

    /** The framework uses fixed ports and would otherwise fail with a page of log. */
    private static Optional<String> portProblem() {
        for (int port : PORTS) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                return Optional.of("Port " + port + " is in use. The integration tests start Keycloak there: stop what"
                        + " listens on it and run mvn verify again.");
            }
        }
        return Optional.empty();
    }
}
