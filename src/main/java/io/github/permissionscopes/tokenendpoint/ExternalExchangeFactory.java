package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.server.Capabilities;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * Registers {@link ExternalExchange} since 26.2; older versions have Keycloak's provider in another class. It must not
 * extend Keycloak's factory: older servers load this class but lack that one.
 */
@AutoService(TokenExchangeProviderFactory.class)
public final class ExternalExchangeFactory
        implements TokenExchangeProviderFactory, EnvironmentDependentProviderFactory {

    /** Before Keycloak's legacy provider (0), after its standard provider (10), which accepts no external tokens. */
    private static final int BEFORE_LEGACY = 5;

    @Override
    public String getId() {
        return PermissionScopes.EXTERNAL_EXCHANGE_ID;
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new ExternalExchange();
    }

    @Override
    public int order() {
        return BEFORE_LEGACY;
    }

    @Override
    public boolean isSupported(Config.Scope config) {
        return Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE) && Capabilities.LEGACY_EXCHANGE;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
