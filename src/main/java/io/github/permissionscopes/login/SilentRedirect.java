package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.resource.TargetResolver;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The response to {@code prompt=none}. Keycloak builds it with a protocol that it does not obtain from the server
 * ({@code AuthorizationEndpoint.buildAuthorizationCodeAuthorizationResponse}, the same in 26.0 to 26.7). If the client
 * must learn its scope, the response is built again with {@link ScopeCheckedLoginProtocol}.
 */
public final class SilentRedirect {

    private SilentRedirect() {}

    /**
     * @param token the access token that is about to be sent; null for none
     * @return the response to send instead; empty if Keycloak's is correct
     */
    public static Optional<Response> answer(
            KeycloakSession session,
            AuthenticationSessionModel login,
            ClientSessionContext clientSessionContext,
            AccessToken token) {
        RequestState state = RequestState.of(session);
        return token != null
                        && LoginRejection.isSilent(login)
                        && !state.isAnsweringLogin()
                        && new TargetResolver(state.settings(login.getRealm()), login.getClient()).concerns()
                        && RedirectScope.isToBeTold(session, login, token)
                ? Optional.of(ScopeCheckedLoginProtocol.answer(session, login, clientSessionContext))
                : Optional.empty();
    }
}
