package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.NarrowedToken;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * The token that an API received and exchanges for another on behalf of its user. Keycloak requires the client ID of
 * the exchanging client among the audiences ({@code AbstractTokenExchangeProvider}). A token for one API contains only
 * the API's identifier.
 */
final class SubjectToken {

    private SubjectToken() {}

    /**
     * Adds the client ID to the audiences for Keycloak. The token is encoded again with its other claims unchanged, and
     * is given to nobody.
     */
    static void nameClient(GrantRequest request) {
        KeycloakSession session = request.session();
        String clientId = request.client().getClientId();
        String encoded = request.parameter(OAuth2Constants.SUBJECT_TOKEN);
        // Verifies the signature.
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
