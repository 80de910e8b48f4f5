package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.PreAuthorizedCodeGrantTypeFactory;

/**
 * Wraps the pre-authorized code grant of OpenID for Verifiable Credentials. Keycloak creates the token first and sets
 * its scope, that of the credential, afterwards, so nothing can be narrowed before; the guard rejects.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedPreAuthorizedCodeFactory extends PreAuthorizedCodeGrantTypeFactory
        implements EnforcementPointFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(
                super.create(session), request -> new TokenTarget(request).none(), request -> session.getContext()
                        .getClient());
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }
}
