package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.issuance.IssuanceCheck;
import io.github.permissionscopes.server.Capabilities;
import io.github.permissionscopes.telemetry.RulingReporter;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/**
 * The guard of servers before 26.6, which have no {@code TokenPostProcessor}: checks the token in a grant's response,
 * and replaces the response with an error. The request's transaction is rolled back, and with it the success event,
 * which Keycloak writes at commit.
 */
final class ResponseGuard {

    static final boolean NEEDED = !Capabilities.TOKEN_POST_PROCESSOR;

    private ResponseGuard() {}

    /** @param client the client whose scopes are in the token */
    static void check(GrantRequest request, ClientModel client, Response response) {
        if (NEEDED && response.getEntity() instanceof AccessTokenResponse tokens && tokens.getToken() != null) {
            KeycloakSession session = request.session();
            EventBuilder event = request.event();
            AccessToken token = session.tokens().decode(tokens.getToken(), AccessToken.class);
            if (token == null) {
                // A legacy exchange may return a SAML assertion or an identity provider's token.
                return;
            }
            // The user session's user (a transient user exists only there) or the event's, not the token's sub, which
            // may be pairwise or absent.
            UserModel user = TokenSession.of(session, request.realm(), token)
                    .map(UserSessionModel::getUser)
                    .orElseGet(() -> session.users()
                            .getUserById(request.realm(), event.getEvent().getUserId()));
            IssuanceCheck.refused(
                            session,
                            client,
                            user,
                            token.getScope(),
                            IssuanceCheck.resolved(session, client, user),
                            () -> TokenSession.level(session, request.realm(), token))
                    .ifPresent(ruling -> stop(request, client, ruling));
        }
    }

    private static void stop(GrantRequest request, ClientModel client, Ruling ruling) {
        RulingReporter.report(request.event(), ruling, client.getClientId());
        request.session().getTransactionManager().setRollbackOnly();
        throw Rejection.described(request.token().cors(), request.event(), IssuanceCheck.DESCRIPTION);
    }
}
