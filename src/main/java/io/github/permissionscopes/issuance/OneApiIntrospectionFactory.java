package io.github.permissionscopes.issuance;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Replaces Keycloak's introspection of access tokens. Extends Keycloak's factory to inherit its id. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class OneApiIntrospectionFactory extends AccessTokenIntrospectionProviderFactory {

    /** Of two factories with the same id, Keycloak takes the one with the higher order; its own have 0. */
    private static final int ORDER = 100;

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new OneApiIntrospection(session);
    }

    @Override
    public int order() {
        return ORDER;
    }
}
