package io.github.permissionscopes.it.framework;

import io.github.permissionscopes.it.support.server.FrameworkServer;
import io.github.permissionscopes.it.support.server.RunningServer;
import org.jboss.logging.Logger;
import org.keycloak.testframework.server.AbstractKeycloakServerSupplier;
import org.keycloak.testframework.server.KeycloakServer;

/** {@code kc.test.server=address}: the server that runs at {@code permissionScopes.address}. */
final class AddressSupplier extends AbstractKeycloakServerSupplier {

    private static final Logger LOGGER = Logger.getLogger(AddressSupplier.class);

    @Override
    public String getAlias() {
        return FrameworkServer.ADDRESS;
    }

    @Override
    public KeycloakServer getServer() {
        return new RunningServer(
                System.getProperty("permissionScopes.address"),
                System.getProperty("permissionScopes.managementAddress"));
    }

    /** Whoever started it has chosen one. */
    @Override
    public boolean requiresDatabase() {
        return false;
    }

    @Override
    public Logger getLogger() {
        return LOGGER;
    }
}
