package io.github.permissionscopes.issuance;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** In place of Keycloak's own introspection of access tokens. Extends its factory to inherit the id. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class OneApiIntrospectionFactory extends AccessTokenIntrospectionProviderFactory {

    /** Of two factories with one id, Keycloak takes the one with the higher order; its own have 0. */
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
