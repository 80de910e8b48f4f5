package io.github.permissionscopes.enforce.policy;

import io.github.permissionscopes.enforce.issue.IssuanceCheck;
import io.github.permissionscopes.enforce.login.LoginRejection;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;

/** Stops the tokens of a redirect (implicit and hybrid flow) if one would carry a scope that the rule refuses. */
final class RedirectGuard {

    private RedirectGuard() {}

    /**
     * @throws WebApplicationException with the redirect. For a policy's exception Keycloak would redirect without the
     *     parameter {@code error} ({@code OIDCLoginProtocol.authenticated})
     */
    static void check(KeycloakSession session, ImplicitHybridTokenResponse redirect) {
        AccessToken token = redirect.getAccessTokenResponseBuilder().getAccessToken();
        if (IssuanceCheck.refused(session, redirect.getClientSessionContext(), token)
                .isPresent()) {
            throw new WebApplicationException(withBody(
                    LoginRejection.answer(session, redirect.getAuthenticationSession(), IssuanceCheck.DESCRIPTION)));
        }
    }

    /** An exception's response is sent as it is only if it has a body (Jakarta REST §3.3.4). */
    private static Response withBody(Response answer) {
        return answer.hasEntity()
                ? answer
                : Response.fromResponse(answer)
                        .entity("")
                        .type(MediaType.TEXT_HTML_TYPE)
                        .build();
    }
}
