package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.realm.AuthenticationLevel;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * Enforcement point of the UMA grant. Its {@code scope} is not that of OAuth: the token gets the scopes of the resource
 * server's last login in the user's session ({@code AuthorizationTokenService.createAuthorizationResponse}), even if a
 * permission was lost since. They are judged again here. The client did not request them in this request, so they never
 * cause a rejection.
 */
final class UmaTicketEnforcement implements GrantEnforcement {

    private static final String TICKET = "ticket";
    private static final String CLAIM_TOKEN = "claim_token";
    private static final String BEARER = "Bearer ";

    @Override
    public void enforce(GrantRequest request) {
        ClientModel resourceServer = resourceServer(request);
        if (resourceServer == null) {
            return;
        }
        identity(request)
                .flatMap(token -> TokenSession.of(request.session(), request.realm(), token))
                .map(session -> session.getAuthenticatedClientSessionByClient(resourceServer.getId()))
                .filter(session -> session.getNote(OAuth2Constants.SCOPE) != null)
                .ifPresent(session -> narrow(request, session));
    }

    private static void narrow(GrantRequest request, AuthenticatedClientSessionModel clientSession) {
        ScopeQuestion question = ScopeQuestion.renewal(
                        clientSession.getClient(),
                        clientSession.getUserSession().getUser(),
                        SealedGrant.withoutOurs(ScopeList.parse(clientSession.getNote(OAuth2Constants.SCOPE))))
                .reached(() -> AuthenticationLevel.of(clientSession));
        request.authorizer()
                .authorize(question)
                .filter(ruling -> !ruling.enforced().isEmpty())
                .ifPresent(ruling -> clientSession.setNote(
                        OAuth2Constants.SCOPE, ruling.kept().toString()));
    }

    /**
     * @return the client that {@code AuthorizationTokenService.getPermissionTicket} finds; null if Keycloak will refuse
     */
    static ClientModel resourceServer(GrantRequest request) {
        MultivaluedMap<String, String> form = request.form();
        String ticket = form.getFirst(TICKET);
        String clientId = ticket == null
                ? form.getFirst(OAuth2Constants.AUDIENCE)
                : decode(request.session(), ticket)
                        .map(AccessToken::getIssuedFor)
                        .orElse(null);
        return clientId == null ? null : request.realm().getClientByClientId(clientId);
    }

    /** In the order of {@code PermissionGrantType}. Without a token, the client asks for itself and has no session. */
    private static Optional<AccessToken> identity(GrantRequest request) {
        MultivaluedMap<String, String> form = request.form();
        return Stream.of(
                        bearer(request.context()
                                .getHeaders()
                                .getRequestHeaders()
                                .getFirst(HttpHeaders.AUTHORIZATION)),
                        Optional.ofNullable(form.getFirst(CLAIM_TOKEN)),
                        Optional.ofNullable(form.getFirst(OAuth2Constants.SUBJECT_TOKEN)))
                .flatMap(Optional::stream)
                .map(token -> decode(request.session(), token))
                .flatMap(Optional::stream)
                .filter(AccessToken::isActive)
                .findFirst();
    }

    private static Optional<String> bearer(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** Verifies the signature. */
    private static Optional<AccessToken> decode(KeycloakSession session, String token) {
        return Optional.ofNullable(session.tokens().decode(token, AccessToken.class));
    }
}
