package io.github.permissionscopes.clientpolicy;

import java.util.Optional;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenResponseContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceTokenResponseContext;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenResponseContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;

/** The tokens that a grant is about to return, complete and not yet signed. */
final class IssuedTokens {

    private IssuedTokens() {}

    /** @return empty for all other events. Token exchange and the JWT authorization grant have no such event */
    static Optional<AccessTokenResponseBuilder> of(ClientPolicyContext context) {
        if (context instanceof TokenResponseContext code) {
            return Optional.of(code.getAccessTokenResponseBuilder());
        } else if (context instanceof TokenRefreshResponseContext refresh) {
            return Optional.of(refresh.getAccessTokenResponseBuilder());
        } else if (context instanceof ServiceAccountTokenResponseContext client) {
            return Optional.of(client.getAccessTokenResponseBuilder());
        } else if (context instanceof ResourceOwnerPasswordCredentialsResponseContext password) {
            return Optional.of(password.getAccessTokenResponseBuilder());
        } else if (context instanceof DeviceTokenResponseContext device) {
            return Optional.of(device.getAccessTokenResponseBuilder());
        } else if (context instanceof BackchannelTokenResponseContext backchannel) {
            return Optional.of(backchannel.getAccessTokenResponseBuilder());
        } else if (context instanceof ImplicitHybridTokenResponse redirect) {
            return Optional.of(redirect.getAccessTokenResponseBuilder());
        }
        return Optional.empty();
    }
}
