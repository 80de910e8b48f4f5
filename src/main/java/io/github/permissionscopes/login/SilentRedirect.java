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
 * The answer to {@code prompt=none}. Keycloak makes it with a protocol that it does not ask the server for ({@code
 * AuthorizationEndpoint.buildAuthorizationCodeAuthorizationResponse}, the same in 26.0 to 26.7), so where the client has to be
 * told of its scope the answer is made again, with ours.
 */
public final class SilentRedirect {

    private SilentRedirect() {}

    /**
     * @param token that is about to leave
     * @return the answer that is to be sent instead; empty where Keycloak's is right
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
