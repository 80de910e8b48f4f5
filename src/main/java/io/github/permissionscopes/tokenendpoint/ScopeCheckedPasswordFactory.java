package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ResourceOwnerPasswordCredentialsGrantTypeFactory;

/**
 * The password grant has nothing to narrow before its flow knows the user; the required action does it, as in every
 * login. Here that action learns that it has to answer as a token endpoint, and
 * the client is told what was refused.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedPasswordFactory extends ResourceOwnerPasswordCredentialsGrantTypeFactory
        implements EnforcementPointFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(super.create(session), request -> new TokenTarget(request).asked());
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }
}
