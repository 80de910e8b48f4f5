package io.github.permissionscopes.enforce.grant;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ResourceOwnerPasswordCredentialsGrantTypeFactory;

/**
 * The password grant has nothing to narrow before its flow knows the user; the required action does it, as in every
 * login. The gate lets that action answer as a token endpoint, and tells the client what was refused.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class GatedPasswordFactory extends ResourceOwnerPasswordCredentialsGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new GatedGrantType(super.create(session), TokenTarget::asked);
    }

    @Override
    public int order() {
        return GatedGrantType.ORDER;
    }
}
