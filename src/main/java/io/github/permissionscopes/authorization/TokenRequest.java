package io.github.permissionscopes.authorization;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
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
        // As it was sent: of the context's form Keycloak takes out control characters and, since 26.7, what is too
        // long,
        // so that a name would be lost without a word.
        MultivaluedMap<String, String> sent =
                context.getSession().getContext().getHttpRequest().getDecodedFormParameters();
        context.getSession().setAttribute(RUNNING, new Running(context, sent));
    }

    /** @return empty at every other endpoint */
    public static Optional<OAuth2GrantType.Context> running(KeycloakSession session) {
        return request(session).map(Running::context);
    }

    /** @return what it names as the API of its token; the form may not have it any more */
    public static Set<String> named(KeycloakSession session) {
        return request(session)
                .map(request -> ApiNaming.in(request.sent()::get))
                .orElse(Set.of());
    }

    /** As above, of one parameter. */
    public static List<String> values(KeycloakSession session, String parameter) {
        return request(session)
                .map(request -> request.sent().get(parameter))
                .map(List::copyOf)
                .orElse(List.of());
    }

    private static Optional<Running> request(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(RUNNING, Running.class));
    }

    private record Running(OAuth2GrantType.Context context, MultivaluedMap<String, String> sent) {}
}
