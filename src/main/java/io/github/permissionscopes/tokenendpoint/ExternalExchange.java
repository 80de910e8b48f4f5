package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider;
import org.keycloak.representations.AccessToken;

/**
 * Legacy exchange of a token from an external identity provider. The user is known only in the middle of Keycloak's
 * provider, after the import, which may grant and revoke roles. The scopes are therefore narrowed there.
 */
final class ExternalExchange extends V1TokenExchangeProvider {

    private static final Logger LOG = Logger.getLogger(ExternalExchange.class);

    /** Leaves all other exchanges to Keycloak's own provider, behind {@link TokenExchangeEnforcement}. */
    @Override
    public boolean supports(TokenExchangeContext context) {
        return RequestState.of(context.getSession())
                        .settings(context.getRealm())
                        .isPresent()
                && isExternalInternalTokenExchangeRequest(context);
    }

    @Override
    protected Response exchangeClientToOIDCClient(
            UserModel user,
            UserSessionModel userSession,
            String requestedTokenType,
            List<ClientModel> audience,
            String scope,
            AccessToken subjectToken) {
        String narrowed = narrow(getTargetClient(audience), user, scope);
        return super.exchangeClientToOIDCClient(
                user, userSession, requestedTokenType, audience, narrowed, subjectToken);
    }

    private String narrow(ClientModel target, UserModel user, String scope) {
        ScopeList requested = ScopeList.parse(scope);
        if (requested.isEmpty()) {
            return scope;
        }
        Optional<Ruling> ruling = judge(ScopeQuestion.renewal(target, user, requested)
                .inTokenFor(RequestState.of(session).target().api()));
        ruling.filter(Ruling::rejected).ifPresent(rejected -> {
            throw Rejection.atTokenEndpoint(cors, event, rejected);
        });
        return ruling.filter(Ruling::changesRequest)
                .map(narrowing -> narrowing.kept().toString())
                .orElse(scope);
    }

    private Optional<Ruling> judge(ScopeQuestion question) {
        try {
            return Authorizers.reporting(session, event).authorize(question);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (Fault.isIgnored(RequestState.of(session), realm, Optional.of(event), e)) {
                return Optional.empty();
            }
            LOG.error("The scopes of an exchange of an external token could not be judged; it is rejected", e);
            throw Rejection.unevaluated(cors, event);
        }
    }
}
