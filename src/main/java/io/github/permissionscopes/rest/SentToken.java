package io.github.permissionscopes.rest;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.keycloak.common.util.Encode;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * Reads and verifies the access token in the header {@code Authorization}, as Keycloak's {@code
 * AdminRoot.authenticateRealmAdminRequest} does.
 */
final class SentToken {

    private SentToken() {}

    /**
     * @return the token's user and client; empty if it is not a valid access token. It may be a token of any realm
     * @throws WebApplicationException 401 if no token was sent
     */
    static Optional<AdminAuth> verified(KeycloakSession session) {
        return issuer(session, text(session)).flatMap(issuer -> verified(session, issuer));
    }

    private static String text(KeycloakSession session) {
        try {
            String token = AppAuthManager.extractAuthorizationHeaderToken(
                    session.getContext().getHttpRequest().getHttpHeaders());
            if (token != null) {
                return token;
            }
        } catch (NotAuthorizedException e) {
            // The header has another scheme than Bearer. It is reported below, in our format.
        }
        throw Problem.of(Status.UNAUTHORIZED, "Send the access token of an administrator (Authorization: Bearer).");
    }

    /**
     * @return the realm that the token names as its issuer, with whose keys the signature is checked afterwards. Empty
     *     also if the token has no issuer or no signature algorithm, which Keycloak's code takes for granted
     */
    private static Optional<RealmModel> issuer(KeycloakSession session, String token) {
        try {
            JWSInput input = new JWSInput(token);
            return Optional.ofNullable(input.readJsonContent(AccessToken.class))
                    .filter(claims ->
                            input.getHeader() != null && input.getHeader().getAlgorithm() != null)
                    .map(AccessToken::getIssuer)
                    .map(url -> Encode.decodePath(url.substring(url.lastIndexOf('/') + 1)))
                    .filter(name -> name.chars().noneMatch(Character::isISOControl))
                    .map(session.realms()::getRealmByName);
        } catch (JWSInputException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // The getters of AuthResult are deprecated because it is a record in newer servers, but 26.0 has no other
    // accessors.
    @SuppressWarnings("removal")
    private static Optional<AdminAuth> verified(KeycloakSession session, RealmModel issuer) {
        RealmModel realm = session.getContext().getRealm();
        session.getContext().setRealm(issuer);
        try {
            AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session)
                    .setRealm(issuer)
                    .setConnection(session.getContext().getConnection())
                    .setHeaders(session.getContext().getHttpRequest().getHttpHeaders())
                    .authenticate();
            return Optional.ofNullable(result)
                    .map(login -> new AdminAuth(issuer, login.getToken(), login.getUser(), login.getClient()));
        } finally {
            session.getContext().setRealm(realm);
        }
    }
}
