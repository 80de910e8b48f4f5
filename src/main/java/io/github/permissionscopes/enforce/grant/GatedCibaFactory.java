package io.github.permissionscopes.enforce.grant;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantTypeFactory;

/**
 * The request of a backchannel authentication is sealed; {@code enforce.policy} narrows it. The gate lets that seam write to
 * the event, and tells the client what was refused.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class GatedCibaFactory extends CibaGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new GatedGrantType(super.create(session), context -> {});
    }

    @Override
    public int order() {
        return GatedGrantType.ORDER;
    }
}
