package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.NarrowedToken;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * The token that an API has got, and exchanges for another on behalf of its user. Keycloak wants the client that exchanges to
 * be among the audiences, by its client ID ({@code AbstractTokenExchangeProvider}). In a token for one API there is the API's
 * identifier alone.
 */
final class SubjectToken {

    private SubjectToken() {}

    /** Adds the client ID for Keycloak. The token is encoded again with all else that is in it; nobody gets it. */
    static void nameClient(GrantRequest request) {
        KeycloakSession session = request.session();
        String clientId = request.client().getClientId();
        String encoded = request.parameter(OAuth2Constants.SUBJECT_TOKEN);
        // Checks the signature.
        AccessToken token = encoded == null ? null : session.tokens().decode(encoded, AccessToken.class);
        if (token != null
                && request.enforces()
                && !token.hasAudience(clientId)
                && NarrowedToken.targetOf(token)
                        .filter(api -> api.clientId().equals(clientId))
                        .isPresent()) {
            token.addAudience(clientId);
            request.form()
                    .putSingle(OAuth2Constants.SUBJECT_TOKEN, session.tokens().encode(token));
        }
    }
}
