package io.github.permissionscopes.it.support.server;

import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** As {@link ProductServer}, with metrics on. */
public final class MetricsServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        return new ProductServer().configure(server).option("metrics-enabled", "true");
    }
}
