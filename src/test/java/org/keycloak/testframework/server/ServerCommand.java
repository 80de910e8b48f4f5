package org.keycloak.testframework.server;

import java.util.List;

/** The command line of a server's configuration, which the test framework shows to its own package only. */
public final class ServerCommand {

    private ServerCommand() {}

    /** @return the command ({@code start-dev}) and its options, as the framework starts a distribution with them */
    public static List<String> of(KeycloakServerConfigBuilder server) {
        return List.copyOf(server.toArgs());
    }
}
