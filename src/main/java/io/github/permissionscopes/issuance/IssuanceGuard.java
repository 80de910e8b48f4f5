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
 * Stops a token that is about to leave with a scope that the rule refuses. Keycloak runs it in every grant, after the
 * mappers, also where no enforcement point of ours stands and for default scopes, which none can take out. For the same reason it makes
 * a token for one API here, which token exchange and the JWT authorization grant have no other moment for.
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
            // Not Keycloak's exception for this: its UMA grant makes a server error of that one.
            throw Rejection.described(request.cors(), request.event(), IssuanceCheck.DESCRIPTION);
        });
        throw new TokenInterceptorException(Rejection.ERROR, IssuanceCheck.DESCRIPTION);
    }
}
