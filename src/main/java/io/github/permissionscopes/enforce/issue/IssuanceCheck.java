package io.github.permissionscopes.enforce.issue;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.enforce.NamedApi;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.realm.ReachedLevel;
import io.github.permissionscopes.report.DecisionMetrics;
import io.github.permissionscopes.report.SeamReport;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
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
     * @param level of authentication that the user has reached at this client
     * @return the ruling, where it refuses a scope and the realm enforces; what a seam has granted to this user at this
     *     client in this request counts as granted
     */
    public static Optional<Ruling> refused(
            KeycloakSession session, ClientModel client, UserModel user, String scope, IntSupplier level) {
        ScopeList unjudged = ScopeList.parse(scope)
                .without(TokenScopes.grantedBySeam(session, client, user).stream()
                        .map(Granted::scope)
                        .toList());
        if (unjudged.isEmpty()) {
            return Optional.empty();
        }
        Optional<Ruling> judged = ScopeGate.judge(ScopeQuestion.issuance(client, user, unjudged)
                .inTokenFor(NamedApi.ofRequest(session))
                .reached(level));
        judged.ifPresent(ruling -> SeamReport.writeOnce(session.getKeycloakSessionFactory()));
        Optional<Ruling> refused = judged.filter(ruling -> !ruling.enforced().isEmpty());
        refused.ifPresent(ruling -> {
            LOG.warnf(
                    "A token for client %s was stopped: the rule refuses %s. A protected scope should be an optional client"
                            + " scope, not a default one.",
                    client.getId(),
                    ruling.enforced().stream().map(Refused::scope).toList());
            DecisionMetrics.countStopped(session, client, user, ruling.enforced());
        });
        return refused;
    }

    /**
     * As above, of all scopes that bring something into the tokens, also those that keep their name out of it.
     *
     * @param token null where only an ID token leaves
     */
    public static Optional<Ruling> refused(KeycloakSession session, ClientSessionContext context, AccessToken token) {
        String named = token == null ? context.getScopeString() : token.getScope();
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        return refused(
                session,
                clientSession.getClient(),
                clientSession.getUserSession().getUser(),
                ScopeList.parse(named).and(TokenScopes.unnamed(context)).toString(),
                () -> ReachedLevel.of(clientSession));
    }
}
