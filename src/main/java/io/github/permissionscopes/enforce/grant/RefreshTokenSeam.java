package io.github.permissionscopes.enforce.grant;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.enforce.ApiNaming;
import io.github.permissionscopes.enforce.NamedApi;
import io.github.permissionscopes.enforce.Rejection;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.realm.ReachedLevel;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
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
final class RefreshTokenSeam {

    private RefreshTokenSeam() {}

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
        login(session, context.getClient(), token).ifPresent(login -> {
            ScopeList granted = ScopeList.parse(token.getScope());
            ScopeGate.judge(
                            session,
                            context.getEvent(),
                            ScopeQuestion.renewal(context.getClient(), login.user(), granted)
                                    .inTokenFor(api)
                                    .reached(login::level))
                    .ifPresent(ruling -> apply(context, token, ruling));
        });
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

    private static Optional<NamedApi> api(OAuth2GrantType.Context context, RefreshToken token) {
        Optional<String> granted = claim(token, ApiNaming.GRANTED)
                .or(() -> claim(token, ApiNaming.RESOURCE).filter(resource -> TokenTarget.isOurs(context)));
        return TokenTarget.granted(context, granted);
    }

    private static Optional<String> claim(RefreshToken token, String name) {
        return Optional.ofNullable(token.getOtherClaims().get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** The claim of Keycloak's own feature, which would look at it; see {@link SentForm}. */
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
        return asked.isEmpty() || refused.stream().map(Refused::scope).anyMatch(asked::contains);
    }

    /**
     * @param user of the session, not the token's {@code sub}: a pairwise or removed subject would name nobody
     * @param level of the client's last login in the session
     */
    private record Login(UserModel user, int level) {}

    private static Optional<Login> login(KeycloakSession session, ClientModel client, RefreshToken token) {
        RealmModel realm = client.getRealm();
        if (!realm.isRevokeRefreshToken()) {
            return sessionLogin(session, realm, client, token);
        }
        // Since 26.6 Keycloak takes a lock before it loads the session, so that reuse is counted right.
        // The session must not be loaded earlier in this transaction.
        Optional<FoundLogin> found =
                KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), other -> {
                    RealmModel sameRealm = other.realms().getRealm(realm.getId());
                    other.getContext().setRealm(sameRealm);
                    return sessionLogin(other, sameRealm, client, token)
                            .map(login -> new FoundLogin(login.user().getId(), login.level()));
                });
        return found.map(login -> new Login(
                Objects.requireNonNull(
                        session.users().getUserById(realm, login.userId()), "the session's user is not found by id"),
                login.level()));
    }

    /** What of a {@link Login} outlives the transaction in which it was read. */
    private record FoundLogin(String userId, int level) {}

    private static Optional<Login> sessionLogin(
            KeycloakSession session, RealmModel realm, ClientModel client, RefreshToken token) {
        String id = token.getSessionId();
        if (id == null) {
            return Optional.empty();
        }
        UserSessionModel userSession = TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType())
                ? session.sessions().getOfflineUserSession(realm, id)
                : session.sessions().getUserSession(realm, id);
        return Optional.ofNullable(userSession)
                .filter(found -> found.getUser() != null)
                .map(found -> new Login(
                        found.getUser(), ReachedLevel.of(found.getAuthenticatedClientSessionByClient(client.getId()))));
    }
}
