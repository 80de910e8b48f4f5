package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import java.util.Arrays;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * The JWT authorization grant (RFC 7523), since 26.5. It does not extend Keycloak's factory: older servers load this class
 * too, and have no such factory.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedJwtAuthorizationGrantFactory
        implements OAuth2GrantTypeFactory, EnvironmentDependentProviderFactory, EnforcementPointFactory {

    private static final String ID = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String FEATURE = "JWT_AUTHORIZATION_GRANT";

    @Override
    public String getId() {
        return ID;
    }

    /** As Keycloak's own; it is part of the ids of tokens. */
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
        // By name: the constant is not there before 26.5.
        return Arrays.stream(Profile.Feature.values())
                .filter(feature -> feature.name().equals(FEATURE))
                .anyMatch(Profile::isFeatureEnabled);
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
