package io.github.permissionscopes.enforce;

import java.util.Optional;
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
        context.getSession().setAttribute(RUNNING, context);
    }

    /** @return empty at every other endpoint */
    public static Optional<OAuth2GrantType.Context> running(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(RUNNING, OAuth2GrantType.Context.class));
    }
}
