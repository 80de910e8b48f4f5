package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantTypeFactory;

/**
 * The request of a backchannel authentication is sealed; {@code clientpolicy} narrows it. Here that code learns of the event to
 * write to, and the client is told what was refused.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedCibaFactory extends CibaGrantTypeFactory implements EnforcementPointFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(super.create(session), request -> {});
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }
}
