package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.OneApiToken;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.server.RealmTransaction;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/**
 * Refresh: the grant in the refresh token is judged again, so a permission that was lost since is gone now.
 *
 * <p>The refresh token itself is narrowed and encoded again before Keycloak reads it. Everything else in it (id, expiry,
 * confirmation) stays, so reuse detection, revocation and DPoP work as before, and all that Keycloak builds from its
 * scope agrees: access token, response, event and the next refresh token.
 */
final class RefreshTokenEnforcement {

    private RefreshTokenEnforcement() {}

    static void narrow(OAuth2GrantType.Context context) {
        KeycloakSession session = context.getSession();
        MultivaluedMap<String, String> form = context.getFormParams();
        String encoded = form.getFirst(OAuth2Constants.REFRESH_TOKEN);
        // Checks the signature; what is not a refresh token of this realm is left to Keycloak to refuse.
        RefreshToken token = encoded == null ? null : session.tokens().decode(encoded, RefreshToken.class);
        if (token == null) {
            return;
        }
        Optional<NamedApi> api = isValid(context, token) ? api(context, token) : Optional.empty();
        if (token.getScope() == null) {
            return;
        }
        inLoginSession(context, (reader, client) -> login(reader, client, token)
                        .flatMap(login -> ScopeGate.judge(session, context.getEvent(), login.question(api))))
                .ifPresent(ruling -> apply(context, token, ruling));
    }

    private static void apply(OAuth2GrantType.Context context, RefreshToken token, Ruling ruling) {
        if (ruling.rejected() && isValid(context, token) && concernsRequest(context, ruling.enforced())) {
            throw Rejection.atTokenEndpoint(context.getCors(), context.getEvent(), ruling);
        }
        boolean hidden = hidesResource(context, ruling, token);
        if (ruling.changesRequest() || hidden) {
            // The empty string, never null: Keycloak takes a token without scope for an old offline token.
            token.setScope(ruling.kept().toString());
            context.getFormParams()
                    .putSingle(
                            OAuth2Constants.REFRESH_TOKEN,
                            context.getSession().tokens().encode(token));
        }
    }

    /**
     * A grant that was made while nothing was enforced, or for a client without protected scopes, says nothing of APIs. A
     * client that names one at every request names it now too; the grant becomes one for that API.
     */
    private static Optional<NamedApi> api(OAuth2GrantType.Context context, RefreshToken token) {
        Optional<String> ours = claim(token, ApiNaming.GRANTED);
        if (ours.isPresent()) {
            Optional<String> one = ours.filter(name -> !name.equals(ApiNaming.GRANTED_FOR_ALL));
            one.ifPresent(name -> OneApiToken.keep(context.getSession(), name));
            return TokenTarget.granted(context, one);
        }
        Optional<String> keycloaks = claim(token, ApiNaming.RESOURCE).filter(resource -> TokenTarget.isOurs(context));
        return keycloaks.isPresent() ? TokenTarget.granted(context, keycloaks) : TokenTarget.asked(context);
    }

    private static Optional<String> claim(RefreshToken token, String name) {
        return Optional.ofNullable(token.getOtherClaims().get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** The claim of Keycloak's own feature, which would look at it; see {@link OriginalParameters}. */
    private static boolean hidesResource(OAuth2GrantType.Context context, Ruling ruling, RefreshToken token) {
        return ruling.settings().mode() == Mode.ENFORCE
                && token.getOtherClaims().get(ApiNaming.RESOURCE) != null
                && TokenTarget.isOurs(context)
                && token.getOtherClaims().remove(ApiNaming.RESOURCE) != null;
    }

    /** What Keycloak will refuse anyway gets Keycloak's answer. */
    private static boolean isValid(OAuth2GrantType.Context context, RefreshToken token) {
        return token.isActive() && context.getClient().getClientId().equals(token.getIssuedFor());
    }

    /** A client may ask for less than its grant (RFC 6749 §6). What it leaves out is no reason to reject. */
    private static boolean concernsRequest(OAuth2GrantType.Context context, List<Refused> refused) {
        ScopeList asked = ScopeList.parse(context.getFormParams().getFirst(OAuth2Constants.SCOPE));
        // A grant names the client's default scopes too, whatever was asked for.
        return asked.isEmpty()
                ? refused.stream().anyMatch(scope -> !scope.isDefault())
                : refused.stream().map(Refused::scope).anyMatch(asked::contains);
    }

    /**
     * Where tokens are rotated, Keycloak takes a lock before it loads the session, so that reuse is counted right (since
     * 26.6). The session must not be loaded earlier in this transaction, so all is judged in one of its own: a user who is
     * not stored is there in the session only.
     */
    private static Optional<Ruling> inLoginSession(
            OAuth2GrantType.Context context, BiFunction<KeycloakSession, ClientModel, Optional<Ruling>> judge) {
        ClientModel client = context.getClient();
        RealmModel realm = context.getRealm();
        if (!realm.isRevokeRefreshToken()) {
            return judge.apply(context.getSession(), client);
        }
        return RealmTransaction.call(
                context.getSession(),
                realm,
                (other, sameRealm) -> judge.apply(other, sameRealm.getClientById(client.getId())));
    }

    /** The user is the session's, not the token's {@code sub}: a pairwise or removed subject would name nobody. */
    private record Login(UserSessionModel userSession, ClientModel client, ScopeList granted) {

        ScopeQuestion question(Optional<NamedApi> api) {
            return ScopeQuestion.renewal(client, userSession.getUser(), granted)
                    .inTokenFor(api)
                    .reached(() ->
                            AuthenticationLevel.of(userSession.getAuthenticatedClientSessionByClient(client.getId())));
        }
    }

    private static Optional<Login> login(KeycloakSession session, ClientModel client, RefreshToken token) {
        String id = token.getSessionId();
        if (id == null) {
            return Optional.empty();
        }
        UserSessionModel userSession = TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType())
                ? session.sessions().getOfflineUserSession(client.getRealm(), id)
                : session.sessions().getUserSession(client.getRealm(), id);
        return Optional.ofNullable(userSession)
                .filter(found -> found.getUser() != null)
                .map(found -> new Login(found, client, ScopeList.parse(token.getScope())));
    }
}
