package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The {@code scope} parameter of a redirect that carries an access token. It is required if it differs from the
 * requested scope (RFC 6749 §4.2.2). Keycloak leaves it out, so a client of the implicit flow would not learn its
 * scope.
 */
public final class RedirectScope {

    private RedirectScope() {}

    /**
     * Stores the scope of this redirect's access token for the redirect's parameters. Does nothing if the redirect
     * carries no token, or if the realm does not enforce.
     */
    public static void issued(KeycloakSession session, AuthenticationSessionModel login, AccessToken token) {
        RequestState state = RequestState.of(session);
        if (bringsToken(login) && state.enforces(login.getRealm())) {
            state.redirectScope(ScopeList.parse(token.getScope()));
        }
    }

    /** @return whether Keycloak's own response would omit or misstate the scope of this token */
    static boolean isToBeTold(KeycloakSession session, AuthenticationSessionModel login, AccessToken token) {
        ScopeList issued = ScopeList.parse(token.getScope());
        return bringsToken(login)
                && RequestState.of(session).enforces(login.getRealm())
                && (differs(login, issued)
                        || !areSame(issued, ScopeList.parse(login.getClientNote(OAuth2Constants.SCOPE))));
    }

    /** @return whether this is not the requested scope */
    static boolean differs(AuthenticationSessionModel login, ScopeList issued) {
        return !areSame(issued, LoginScopes.requested(login));
    }

    /** The order does not matter (RFC 6749 §3.3). */
    private static boolean areSame(ScopeList one, ScopeList other) {
        return Set.copyOf(one.names()).equals(Set.copyOf(other.names()));
    }

    private static boolean bringsToken(AuthenticationSessionModel login) {
        String type = login.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM);
        return type != null && OIDCResponseType.parse(type).hasResponseType(OAuth2Constants.TOKEN);
    }
}
