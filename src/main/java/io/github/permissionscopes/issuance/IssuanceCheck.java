package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.ScopeProtection;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import io.github.permissionscopes.telemetry.EnforcementReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The last check before tokens are sent. The caller stops them if a scope is refused: its roles and claims are already
 * in them.
 */
public final class IssuanceCheck {

    /** Error description for the client. It names no scope, since the client may not have requested it. */
    public static final String DESCRIPTION = "The token would carry a scope that is not permitted";

    private static final Logger LOG = Logger.getLogger(IssuanceCheck.class);

    private IssuanceCheck() {}

    /**
     * A scope that an enforcement point granted to this user at this client in this request counts as granted.
     *
     * @param client the client whose scopes are judged
     * @param scope of the access token
     * @param resolved the client scopes that contribute to the tokens, including those whose name is not in the token;
     *     empty if unknown
     * @param level of authentication that the user has reached at this client
     * @return the ruling if it refuses a scope and the realm enforces; otherwise empty
     */
    public static Optional<Ruling> refused(
            KeycloakSession session,
            ClientModel client,
            UserModel user,
            @Nullable String scope,
            Collection<ClientScopeModel> resolved,
            IntSupplier level) {
        if (RequestState.of(session).settings(client.getRealm()).isEmpty()) {
            return Optional.empty();
        }
        Set<String> granted = TokenScopes.names(TokenScopes.grantedBefore(session, client, user));
        // Only scopes that are not granted yet are looked at: each one costs a read of its roles.
        ScopeList unjudged = ScopeList.parse(scope)
                .without(granted)
                .and(TokenScopes.names(resolved.stream()
                        .filter(found -> !granted.contains(found.getName()))
                        .filter(ScopeProtection::isProtected)
                        .toList()));
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

    /** @param token null if only an ID token is issued */
    public static Optional<Ruling> refused(
            KeycloakSession session, ClientSessionContext context, @Nullable AccessToken token) {
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
     * Finds the resolved client scopes on servers that do not pass the tokens' context to a guard. Keycloak stores each
     * new context in the session ({@code DefaultClientSessionContext}, 26.0 to 26.7).
     *
     * @return those of the latest context if it is of this user at this client; otherwise none
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
