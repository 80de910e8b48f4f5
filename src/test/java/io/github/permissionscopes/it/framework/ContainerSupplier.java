package io.github.permissionscopes.it.framework;

import io.github.permissionscopes.it.support.server.ContainerServer;
import io.github.permissionscopes.it.support.server.FrameworkServer;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.keycloak.testframework.server.AbstractKeycloakServerSupplier;
import org.keycloak.testframework.server.KeycloakServer;

/** {@code kc.test.server=container}: the image of {@code permissionScopes.image} in a container. */
final class ContainerSupplier extends AbstractKeycloakServerSupplier {

    private static final Logger LOGGER = Logger.getLogger(ContainerSupplier.class);

    @ConfigProperty(name = "start.timeout", defaultValue = "400")
    long startTimeout;

    @Override
    public String getAlias() {
        return FrameworkServer.CONTAINER;
    }

    @Override
    public KeycloakServer getServer() {
        return new ContainerServer(System.getProperty("permissionScopes.image"), Duration.ofSeconds(startTimeout));
    }

    @Override
    public boolean requiresDatabase() {
        return true;
    }

    @Override
    public Logger getLogger() {
        return LOGGER;
    }
}
