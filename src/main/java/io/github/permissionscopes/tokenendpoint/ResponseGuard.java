package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.issuance.IssuanceCheck;
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
 * The guard of servers before 26.6, which have no {@code TokenPostProcessor}: looks into the response that a grant has
 * made, and answers with an error in its place. The request's transaction is taken back, and with it the event of success,
 * which Keycloak writes at its end.
 */
final class ResponseGuard {

    static final boolean NEEDED = !isThere("org.keycloak.protocol.oidc.token.TokenPostProcessor");

    private ResponseGuard() {}

    /** @param client whose scopes are in the token */
    static void check(GrantRequest request, ClientModel client, Response response) {
        if (NEEDED && response.getEntity() instanceof AccessTokenResponse tokens && tokens.getToken() != null) {
            KeycloakSession session = request.session();
            EventBuilder event = request.event();
            AccessToken token = session.tokens().decode(tokens.getToken(), AccessToken.class);
            if (token == null) {
                // What a legacy exchange may answer with: a SAML assertion, or a token of an identity provider.
                return;
            }
            // The session's user, who may be there only, or that of the event; not the token's sub: that may be
            // pairwise,
            // or not there.
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

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, ResponseGuard.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
