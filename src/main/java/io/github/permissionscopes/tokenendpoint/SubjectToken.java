package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.config.RealmSwitch;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessToken;

/**
 * The token that an API has got, and exchanges for another on behalf of its user. Keycloak wants the client that exchanges to
 * be among the audiences, by its client ID ({@code AbstractTokenExchangeProvider}). In a token for one API there is the API's
 * identifier alone.
 */
final class SubjectToken {

    private SubjectToken() {}

    /** Adds the client ID for Keycloak. The token is encoded again with all else that is in it; nobody gets it. */
    static void nameClient(OAuth2GrantType.Context context) {
        KeycloakSession session = context.getSession();
        String clientId = context.getClient().getClientId();
        String encoded = context.getFormParams().getFirst(OAuth2Constants.SUBJECT_TOKEN);
        // Checks the signature.
        AccessToken token = encoded == null ? null : session.tokens().decode(encoded, AccessToken.class);
        if (token != null
                && RealmSwitch.enforces(context.getRealm())
                && !token.hasAudience(clientId)
                && NamedApi.ofToken(token)
                        .filter(api -> api.clientId().equals(clientId))
                        .isPresent()) {
            token.addAudience(clientId);
            context.getFormParams()
                    .putSingle(OAuth2Constants.SUBJECT_TOKEN, session.tokens().encode(token));
        }
    }
}
