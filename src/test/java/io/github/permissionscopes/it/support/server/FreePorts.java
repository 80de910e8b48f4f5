package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.it.support.client.AuthenticationDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Whether a port is free. The build asks before the integration tests, whose servers use fixed ports: one line instead
 * of every test failing.
 */
public final class FreePorts {

    private static final int[] TEST_SERVERS = {
        8080,
        9000,
        TestServers.PORT,
        TestServers.MANAGEMENT_PORT,
        TestServers.SECOND_PORT,
        TestServers.SECOND_MANAGEMENT_PORT,
        ClusterNodes.BALANCER_PORT,
        AuthenticationDevice.PORT,
        AuthenticationDevice.STANDALONE_PORT
    };

    private FreePorts() {}

    public static void main(String[] args) {
        for (int port : TEST_SERVERS) {
            if (!isFree(port)) {
                System.err.println();
                System.err.println(
                        "Port " + port + " is in use. The integration tests need it: stop what listens on it and"
                                + " run mvn verify again.");
                System.exit(1);
            }
        }
    }

    /** On the loopback interface. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
