package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ResourceOwnerPasswordCredentialsGrantTypeFactory;

/**
 * Wraps Keycloak's password grant without narrowing it: the user is known only in its login flow, whose required action
 * narrows the scopes as in every login. The wrapper tells that action to respond as the token endpoint, and reports
 * refusals to the client.
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
