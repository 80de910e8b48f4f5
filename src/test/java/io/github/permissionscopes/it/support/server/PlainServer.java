package io.github.permissionscopes.it.support.server;

import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/** The product on a server as it comes: with no feature but those that are on by themselves. */
public final class PlainServer implements KeycloakServerConfig {

    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        // Many tests log in, and none is about how hard a password is to guess. Each realm gets two keys, and none is
        // about how hard those are; PS512 needs 1041 bits.
        return server.dependencyCurrentProject()
                .spiOption("password-hashing", "argon2", "iterations", "1")
                .spiOption("password-hashing", "argon2", "memory", "64")
                .spiOption("keys", "rsa-generated", "key-size", "1152")
                .spiOption("keys", "rsa-enc-generated", "key-size", "1152");
    }
}
