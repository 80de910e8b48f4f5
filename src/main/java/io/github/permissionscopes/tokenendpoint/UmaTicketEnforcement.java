package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.CarriedApi;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessToken;

/**
 * The UMA grant. Its {@code scope} is not OAuth's: the token gets the scopes of the resource server's last login in the
 * user's session ({@code AuthorizationTokenService.createAuthorizationResponse}), without a look at what was lost since.
 * They are judged again here. Nobody asked for them in this request, so nothing is rejected on their account.
 */
final class UmaTicketEnforcement {

    private static final String TICKET = "ticket";
    private static final String CLAIM_TOKEN = "claim_token";
    private static final String BEARER = "Bearer ";

    private UmaTicketEnforcement() {}

    static void narrow(OAuth2GrantType.Context context) {
        ClientModel resourceServer = resourceServer(context);
        if (resourceServer == null) {
            return;
        }
        identity(context)
                .flatMap(token -> TokenSession.of(context.getSession(), context.getRealm(), token))
                .map(session -> session.getAuthenticatedClientSessionByClient(resourceServer.getId()))
                .filter(session -> session.getNote(OAuth2Constants.SCOPE) != null)
                .ifPresent(session -> narrow(context, session));
    }

    private static void narrow(OAuth2GrantType.Context context, AuthenticatedClientSessionModel clientSession) {
        ScopeQuestion question = ScopeQuestion.renewal(
                        clientSession.getClient(),
                        clientSession.getUserSession().getUser(),
                        CarriedApi.without(ScopeList.parse(clientSession.getNote(OAuth2Constants.SCOPE))))
                .reached(() -> AuthenticationLevel.of(clientSession));
        ScopeGate.judge(context.getSession(), context.getEvent(), question)
                .filter(ruling -> !ruling.enforced().isEmpty())
                .ifPresent(ruling -> clientSession.setNote(
                        OAuth2Constants.SCOPE, ruling.kept().toString()));
    }

    /** @return as {@code AuthorizationTokenService.getPermissionTicket} finds it; null where Keycloak will refuse */
    static ClientModel resourceServer(OAuth2GrantType.Context context) {
        MultivaluedMap<String, String> form = context.getFormParams();
        String ticket = form.getFirst(TICKET);
        String clientId = ticket == null
                ? form.getFirst(OAuth2Constants.AUDIENCE)
                : decode(context.getSession(), ticket)
                        .map(AccessToken::getIssuedFor)
                        .orElse(null);
        return clientId == null ? null : context.getRealm().getClientByClientId(clientId);
    }

    /** In the order of {@code PermissionGrantType}. Without one, the client asks for itself, and has no session. */
    private static Optional<AccessToken> identity(OAuth2GrantType.Context context) {
        MultivaluedMap<String, String> form = context.getFormParams();
        return Stream.of(
                        bearer(context.getHeaders().getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION)),
                        Optional.ofNullable(form.getFirst(CLAIM_TOKEN)),
                        Optional.ofNullable(form.getFirst(OAuth2Constants.SUBJECT_TOKEN)))
                .flatMap(Optional::stream)
                .map(token -> decode(context.getSession(), token))
                .flatMap(Optional::stream)
                .filter(AccessToken::isActive)
                .findFirst();
    }

    private static Optional<String> bearer(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** Checks the signature. */
    private static Optional<AccessToken> decode(KeycloakSession session, String token) {
        return Optional.ofNullable(session.tokens().decode(token, AccessToken.class));
    }
}
