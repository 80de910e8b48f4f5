package io.github.permissionscopes.enforce.issue;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.enforce.Rejection;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.enforce.TokenRequest;
import io.github.permissionscopes.enforce.login.LoginRejection;
import io.github.permissionscopes.report.RulingReporter;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Stops a token that is about to leave with a scope that the rule refuses. Keycloak runs it in every grant, after the
 * mappers, also where no seam of ours stands and for default scopes, which no seam can take out.
 *
 * <p>It stops and does not strip: the roles and claims of the scope are in the token already.
 */
final class IssuanceGuard implements TokenPostProcessor {

    private static final Logger LOG = Logger.getLogger(IssuanceGuard.class);
    private static final String DESCRIPTION = "The token would carry a scope that is not permitted";

    private final KeycloakSession session;

    IssuanceGuard(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        if (context.accessToken() == null || context.accessToken().getScope() == null) {
            return;
        }
        AuthenticatedClientSessionModel clientSession =
                context.clientSessionCtx().getClientSession();
        ScopeList unjudged = ScopeList.parse(context.accessToken().getScope()).without(grantedInThisRequest());
        ScopeGate.judge(ScopeQuestion.issuance(
                        clientSession.getClient(),
                        clientSession.getUserSession().getUser(),
                        unjudged))
                .filter(ruling -> !ruling.enforced().isEmpty())
                .ifPresent(ruling -> stop(clientSession.getClient(), ruling));
    }

    /** What a seam has judged a moment ago need not be judged again. */
    private List<String> grantedInThisRequest() {
        return ScopeGate.lastRuling(session)
                .map(ruling ->
                        ruling.decision().granted().stream().map(Granted::scope).toList())
                .orElse(List.of());
    }

    private void stop(ClientModel client, Ruling ruling) {
        LOG.warnf(
                "A token for client %s was stopped: the rule refuses %s. A protected scope should be an optional client"
                        + " scope, not a default one.",
                client.getId(), ruling.enforced().stream().map(Refused::scope).toList());
        TokenRequest.running(session).ifPresent(request -> {
            EventBuilder event = request.getEvent();
            RulingReporter.report(event, ruling, client.getClientId());
            event.error(Rejection.ERROR);
        });
        // Neither answer names a scope: the client may not have asked for it.
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        if (TokenRequest.running(session).isEmpty() && login != null) {
            Response answer = LoginRejection.answer(session, login, DESCRIPTION);
            // An exception's response is sent as it is only if it has a body (Jakarta REST §3.3.4).
            throw new WebApplicationException(
                    answer.hasEntity()
                            ? answer
                            : Response.fromResponse(answer)
                                    .entity("")
                                    .type(MediaType.TEXT_HTML_TYPE)
                                    .build());
        }
        throw new TokenInterceptorException(Rejection.ERROR, DESCRIPTION);
    }
}
