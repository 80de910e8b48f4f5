package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import io.github.permissionscopes.telemetry.EnforcementReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** The last question before tokens leave. Who asks it stops them: roles and claims of a scope are in them already. */
public final class IssuanceCheck {

    /** For the client. It names no scope, since the client may not have asked for it. */
    public static final String DESCRIPTION = "The token would carry a scope that is not permitted";

    private static final Logger LOG = Logger.getLogger(IssuanceCheck.class);

    private IssuanceCheck() {}

    /**
     * @param client whose scopes they are
     * @param scope of the access token; may be null
     * @param resolved the client scopes that bring something into the tokens, whatever the token calls them, and also those
     *     that keep their name out of it; empty where they are not known
     * @param level of authentication that the user has reached at this client
     * @return the ruling, where it refuses a scope and the realm enforces; what an enforcement point has granted to this user at this
     *     client in this request counts as granted
     */
    public static Optional<Ruling> refused(
            KeycloakSession session,
            ClientModel client,
            UserModel user,
            String scope,
            Collection<ClientScopeModel> resolved,
            IntSupplier level) {
        ScopeList unjudged = ScopeList.parse(scope)
                .and(TokenScopes.names(
                        resolved.stream().filter(ProtectedScopes::isProtected).toList()))
                .without(TokenScopes.grantedBefore(session, client, user).stream()
                        .map(Granted::scope)
                        .toList());
        if (unjudged.isEmpty()) {
            return Optional.empty();
        }
        Optional<Ruling> judged = Authorizers.quiet(session)
                .authorize(ScopeQuestion.issuance(client, user, unjudged, resolved)
                        .inTokenFor(IssuanceTarget.of(session))
                        .reached(level));
        judged.ifPresent(ruling -> EnforcementReport.writeOnce(session.getKeycloakSessionFactory()));
        Optional<Ruling> refused = judged.filter(ruling -> !ruling.enforced().isEmpty());
        refused.ifPresent(ruling -> {
            LOG.warnf(
                    "A token for client %s was stopped: the rule refuses %s. A protected scope should be an optional client"
                            + " scope, not a default one.",
                    client.getId(), ruling.refusedScopes().names());
            DecisionMetrics.countStopped(RequestState.of(session)::isFirst, client, user, ruling.enforced());
        });
        return refused;
    }

    /** @param token null where only an ID token leaves */
    public static Optional<Ruling> refused(KeycloakSession session, ClientSessionContext context, AccessToken token) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        return refused(
                session,
                clientSession.getClient(),
                clientSession.getUserSession().getUser(),
                token == null ? context.getScopeString() : token.getScope(),
                TokenScopes.resolved(context),
                () -> AuthenticationLevel.of(clientSession));
    }

    /**
     * For servers that do not hand the context of the tokens to a guard. Each new one is put into the session ({@code
     * DefaultClientSessionContext}, 26.0 to 26.7).
     *
     * @return of the latest, if it is of this user at this client; else none
     */
    public static Collection<ClientScopeModel> resolved(KeycloakSession session, ClientModel client, UserModel user) {
        return Optional.ofNullable(
                        session.getAttribute(ClientSessionContext.class.getName(), ClientSessionContext.class))
                .filter(context ->
                        context.getClientSession().getClient().getId().equals(client.getId()))
                .filter(context -> context.getClientSession()
                        .getUserSession()
                        .getUser()
                        .getId()
                        .equals(user.getId()))
                .map(TokenScopes::resolved)
                .orElse(List.of());
    }
}
