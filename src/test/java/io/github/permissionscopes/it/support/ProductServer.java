package io.github.permissionscopes.it.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The one server of a test run: the distribution with the product in its providers folder. */
public final class ProductServer implements KeycloakServerConfig {

    private static final int[] PORTS = {8080, 9000};
    private static boolean portsChecked;

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        if (!Boolean.parseBoolean(System.getenv("KC_TEST_SERVER_REUSE"))) {
            requireFreePorts();
        }
        return server.dependencyCurrentProject();
    }

    /** The framework uses fixed ports and would otherwise fail with a page of log. */
    private static synchronized void requireFreePorts() {
        if (portsChecked) {
            return;
        }
        portsChecked = true;
        for (int port : PORTS) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                throw new IllegalStateException("Port " + port
                        + " is in use. The integration tests start Keycloak there: stop what listens on it and run"
                        + " mvn verify again.");
            }
        }
    }
}
