package io.github.permissionscopes.enforce;

import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * The token request that the current HTTP request is, where it is one.
 *
 * <p>The password grant runs a login flow and required actions like a browser login does. By this they know that they have
 * to answer as a token endpoint.
 */
public final class TokenRequest {

    private static final String RUNNING = "permissionScopes.tokenRequest";

    private TokenRequest() {}

    public static void begin(OAuth2GrantType.Context context) {
        Set<String> named = ApiNaming.in(context.getFormParams()::get);
        context.getSession().setAttribute(RUNNING, new Running(context, named));
    }

    /** @return empty at every other endpoint */
    public static Optional<OAuth2GrantType.Context> running(KeycloakSession session) {
        return request(session).map(Running::context);
    }

    /** @return what it names as the API of its token; the form may not have it any more */
    public static Set<String> named(KeycloakSession session) {
        return request(session).map(Running::named).orElse(Set.of());
    }

    private static Optional<Running> request(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(RUNNING, Running.class));
    }

    private record Running(OAuth2GrantType.Context context, Set<String> named) {}
}
