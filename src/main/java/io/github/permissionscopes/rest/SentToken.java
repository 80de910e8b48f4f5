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
 * The access token in a call's header {@code Authorization}, as {@code AdminRoot.authenticateRealmAdminRequest} reads
 * it.
 */
final class SentToken {

    private SentToken() {}

    /**
     * @return empty for one that is not valid, or is no access token. Its realm may be any
     * @throws WebApplicationException 401 where there is none
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
            // Another kind of header: said below, in our own form.
        }
        throw Problem.of(Status.UNAUTHORIZED, "Send the access token of an administrator (Authorization: Bearer).");
    }

    /**
     * @return the realm that the token says it is of; its signature is checked with that realm's keys. Empty also where
     *     it says none, or not how it is signed: Keycloak counts on both being there
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

    // The getters of AuthResult: 26.0 has no others; in newer servers it is a record, and keeps them for the time
    // being.
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
