package io.github.permissionscopes.it.support;

import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The product on a server as it comes: with no feature but those that are on by themselves. */
public final class PlainServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        return server.dependencyCurrentProject();
    }
}
