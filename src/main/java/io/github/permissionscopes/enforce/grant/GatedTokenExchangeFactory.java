package io.github.permissionscopes.enforce.grant;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.TokenExchangeGrantTypeFactory;

/** Puts {@link TokenExchangeSeam} before Keycloak's own grant type. Extends its factory to inherit id and shortcut. */
@AutoService(OAuth2GrantTypeFactory.class)
public final class GatedTokenExchangeFactory extends TokenExchangeGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new GatedGrantType(super.create(session), TokenExchangeSeam::narrow, TokenExchangeSeam::tokenClient);
    }

    @Override
    public int order() {
        return GatedGrantType.ORDER;
    }
}
