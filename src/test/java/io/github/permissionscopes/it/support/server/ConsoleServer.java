package io.github.permissionscopes.it.support.server;

import org.keycloak.common.Profile;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** As {@link ProductServer}, with the feature that lets a page stand in the admin console. */
public final class ConsoleServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        return new ProductServer().configure(server).features(Profile.Feature.DECLARATIVE_UI);
    }
}
