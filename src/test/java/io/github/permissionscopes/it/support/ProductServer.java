package io.github.permissionscopes.it.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The one server of a test run: the distribution with the product in its providers folder. */
public final class ProductServer implements KeycloakServerConfig {

    private static final int[] PORTS = {8080, 9000};

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        requireFreePorts();
        return server.dependencyCurrentProject();
    }

    /** The framework uses fixed ports and would otherwise fail with a page of log. Asked only before a start. */
    private static void requireFreePorts() {
        for (int port : PORTS) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new IllegalStateException("Port " + port
                        + " is in use. The integration tests start Keycloak there: stop what listens on it and run"
                        + " mvn verify again.");
            }
        }
    }
}
