package io.github.permissionscopes.tokenendpoint;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.EnforcementPointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.protocol.oidc.grants.TokenExchangeGrantTypeFactory;

/**
 * Puts {@link TokenExchangeEnforcement} before Keycloak's token exchange grant. Extends Keycloak's factory to inherit
 * its id and shortcut.
 */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ScopeCheckedTokenExchangeFactory extends TokenExchangeGrantTypeFactory
        implements EnforcementPointFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ScopeCheckedGrantType(
                super.create(session), new TokenExchangeEnforcement(), TokenExchangeEnforcement::tokenClient);
    }

    @Override
    public int order() {
        return ScopeCheckedGrantType.ORDER;
    }
}
