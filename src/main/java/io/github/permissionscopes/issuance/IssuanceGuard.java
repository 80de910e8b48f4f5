package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.telemetry.RulingReporter;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * Stops a token that is about to be sent with a refused scope. Keycloak runs it in every grant, after the mappers. It
 * covers grants without another enforcement point, and default scopes, which no enforcement point can remove. It also
 * narrows tokens to one API, since token exchange and the JWT authorization grant offer no other moment.
 */
final class IssuanceGuard implements TokenPostProcessor {

    private final KeycloakSession session;

    IssuanceGuard(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        if (context.accessToken() != null) {
            RequestState state = RequestState.of(session);
            Fault.orNothing(state, session.getContext().getRealm(), state.event(), () -> {
                check(context);
                return Optional.empty();
            });
        }
    }

    private void check(TokenPostProcessorContext context) {
        TargetedTokens.narrow(session, context.accessToken(), context.refreshToken());
        ClientModel client = context.clientSessionCtx().getClientSession().getClient();
        IssuanceCheck.refused(session, context.clientSessionCtx(), context.accessToken())
                .ifPresent(ruling -> stop(client, ruling));
    }

    private void stop(ClientModel client, Ruling ruling) {
        RequestState.of(session).tokenRequest().ifPresent(request -> {
            RulingReporter.report(request.event(), ruling, client.getClientId());
            // Not Keycloak's exception for this purpose, which its UMA grant turns into a server error.
            throw Rejection.described(request.cors(), request.event(), IssuanceCheck.DESCRIPTION);
        });
        throw new TokenInterceptorException(Rejection.ERROR, IssuanceCheck.DESCRIPTION);
    }
}
