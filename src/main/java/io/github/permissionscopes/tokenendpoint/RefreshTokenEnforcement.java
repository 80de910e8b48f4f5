package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.server.RealmTransaction;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/**
 * Enforcement point of the refresh: judges the grant in the refresh token again, so that a permission lost since the
 * login is gone from the new tokens.
 *
 * <p>The refresh token itself is narrowed and encoded again before Keycloak reads it. Its other claims (id, expiry,
 * confirmation) stay, so reuse detection, revocation and DPoP work as before. Everything that Keycloak derives from its
 * scope agrees: access token, response, event and the next refresh token.
 */
final class RefreshTokenEnforcement implements GrantEnforcement {

    @Override
    public void enforce(GrantRequest request) {
        String encoded = request.parameter(OAuth2Constants.REFRESH_TOKEN);
        // Verifies the signature. Keycloak refuses a value that is not a refresh token of this realm.
        RefreshToken token = encoded == null ? null : request.session().tokens().decode(encoded, RefreshToken.class);
        if (token == null) {
            return;
        }
        Optional<TargetApi> target = isValid(request, token) ? target(request, token) : Optional.empty();
        if (token.getScope() == null) {
            return;
        }
        inLoginSession(request, (reader, client) -> login(reader, client, token)
                        .flatMap(login -> request.authorizer().authorize(login.question(target))))
                .ifPresent(ruling -> apply(request, token, ruling));
    }

    private static void apply(GrantRequest request, RefreshToken token, Ruling ruling) {
        if (ruling.rejected() && isValid(request, token) && concernsRequest(request, ruling)) {
            throw request.rejection(ruling);
        }
        boolean hidden = hidesResource(request, ruling, token);
        if (ruling.changesRequest() || hidden) {
            // The empty string, never null: Keycloak takes a token without scope for an old offline token.
            token.setScope(ruling.kept().toString());
            request.form()
                    .putSingle(
                            OAuth2Constants.REFRESH_TOKEN,
                            request.session().tokens().encode(token));
        }
    }

    /**
     * A grant made while nothing was enforced, or for a client without protected scopes, carries no API. If the client
     * names an API in this request, the grant becomes one for that API.
     */
    private static Optional<TargetApi> target(GrantRequest request, RefreshToken token) {
        TokenTarget target = new TokenTarget(request);
        Optional<String> ours = GrantedTarget.in(token);
        if (ours.isPresent()) {
            Optional<String> one = ours.filter(id -> !id.equals(GrantedTarget.ANY_API));
            one.ifPresent(request.state().target()::ofGrant);
            return target.granted(one);
        }
        Optional<String> keycloaks = GrantedTarget.ofKeycloak(token).filter(resource -> target.isOurs());
        return keycloaks.isPresent() ? target.granted(keycloaks) : target.asked();
    }

    /** Removes the claim that Keycloak's own feature would read; see {@link ScopeCheckedGrantType}. */
    private static boolean hidesResource(GrantRequest request, Ruling ruling, RefreshToken token) {
        return ruling.settings().mode() == Mode.ENFORCE
                && token.getOtherClaims().get(ResourceParameters.RESOURCE) != null
                && new TokenTarget(request).isOurs()
                && token.getOtherClaims().remove(ResourceParameters.RESOURCE) != null;
    }

    /** A token that Keycloak refuses anyway gets Keycloak's response. */
    private static boolean isValid(GrantRequest request, RefreshToken token) {
        return token.isActive() && request.client().getClientId().equals(token.getIssuedFor());
    }

    /** A client may request less than its grant (RFC 6749 §6). A scope that it leaves out is no reason to reject. */
    private static boolean concernsRequest(GrantRequest request, Ruling ruling) {
        ScopeList asked = request.scope();
        // A grant contains the client's default scopes whether they were requested or not.
        return asked.isEmpty()
                ? ruling.enforced().stream().anyMatch(refused -> !refused.isDefault())
                : !ruling.refusedScopes().retaining(asked.names()).isEmpty();
    }

    /**
     * Runs in a separate transaction if refresh tokens are rotated: since 26.6 Keycloak then takes a lock before it
     * loads the user session, to count reuse correctly, so this transaction must not load it earlier. The judgement
     * runs there too, since a transient user exists only in the session.
     */
    private static Optional<Ruling> inLoginSession(
            GrantRequest request, BiFunction<KeycloakSession, ClientModel, Optional<Ruling>> judge) {
        ClientModel client = request.client();
        RealmModel realm = request.realm();
        if (!realm.isRevokeRefreshToken()) {
            return judge.apply(request.session(), client);
        }
        return RealmTransaction.call(
                request.session(),
                realm,
                (other, sameRealm) -> judge.apply(other, sameRealm.getClientById(client.getId())));
    }

    /**
     * The login behind a refresh token. The user comes from the user session, not from {@code sub}: a pairwise or
     * removed subject identifies no user.
     */
    private record Login(UserSessionModel userSession, ClientModel client, ScopeList granted) {

        ScopeQuestion question(Optional<TargetApi> target) {
            return ScopeQuestion.renewal(client, userSession.getUser(), granted)
                    .inTokenFor(target)
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
