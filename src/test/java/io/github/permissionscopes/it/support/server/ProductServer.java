package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.it.support.client.AuthenticationDevice;
import org.keycloak.common.Profile;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The server of most tests: the distribution with the product in its providers folder, and metrics. */
public final class ProductServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        // The legacy exchange is a preview feature, off by default. For external tokens it asks for permissions of the
        // first version.
        return new PlainServer()
                .configure(server)
                .features(Profile.Feature.TOKEN_EXCHANGE, Profile.Feature.ADMIN_FINE_GRAINED_AUTHZ)
                .option("metrics-enabled", "true")
                .spiOption(
                        "ciba-auth-channel",
                        "ciba-http-auth-channel",
                        "http-authentication-channel-uri",
                        AuthenticationDevice.url(AuthenticationDevice.PORT));
    }
}
