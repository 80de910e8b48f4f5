package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.Capabilities;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * Puts an enforcement point into Keycloak's JWT authorization grant (RFC 7523), since 26.5. It does not extend
 * Keycloak's factory: older servers load this class but lack that one.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedJwtAuthorizationGrantFactory
        implements OAuth2GrantTypeFactory, EnvironmentDependentProviderFactory, EnforcementPointFactory {

    private static final String ID = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    @Override
    public String getId() {
        return ID;
    }

    /** The same as Keycloak's; it is part of token ids. */
    @Override
    public String getShortcut() {
        return "ag";
    }

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(new JwtAuthorizationGrant(), JwtAuthorizationGrant::resolveTarget);
    }

    @Override
    public boolean isSupported(Config.Scope config) {
        return Capabilities.isJwtAuthorizationGrantOn();
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
