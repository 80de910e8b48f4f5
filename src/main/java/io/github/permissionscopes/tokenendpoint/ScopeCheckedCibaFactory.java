package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantTypeFactory;

/**
 * Wraps Keycloak's CIBA grant without narrowing it: the backchannel request is sealed, and {@code clientpolicy} narrows
 * it. The wrapper provides {@code clientpolicy} with the event, and reports refusals to the client.
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
