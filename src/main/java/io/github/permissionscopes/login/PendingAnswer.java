package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.telemetry.RulingReporter;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What a login still owes: the client its rejection, or the user the notice. Keycloak ends a login also for who posts its last
 * step by hand ({@code LoginActionsService.processConsent} without a code), whatever is pending. So the debt is written down
 * when it is made, and looked at when the login ends.
 */
public final class PendingAnswer {

    /** Auth note: something is pending. */
    private static final String NOTE = "permissionScopes.pending";

    private static final String UNANSWERED = "The notice was not answered";

    private PendingAnswer() {}

    /**
     * A trigger cannot answer the browser. As a pending action of the login it is asked next, and answers then. Pending for
     * this request only: whoever goes on with the login asks the triggers again ({@code AuthenticationManager}, in 26.0 to
     * 26.7), and a node that has not got the product could not go on at an action that it does not know.
     */
    static void due(KeycloakSession session, AuthenticationSessionModel login) {
        login.addRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
        login.setAuthNote(NOTE, Boolean.TRUE.toString());
        session.getTransactionManager().enlistPrepare(new NotPendingAfterwards(session, login));
    }

    /** The login is judged afresh. */
    static void forget(AuthenticationSessionModel login) {
        login.removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
        login.removeAuthNote(NOTE);
    }

    /**
     * To be asked before a login is answered. Where something is pending, the login has not been: its session, a consent and
     * the event of success are taken back with the transaction.
     *
     * @return the answer in the place of codes and tokens; empty where nothing is pending (any more), and where the realm does
     *     not enforce
     */
    public static Optional<Response> refusal(KeycloakSession session, AuthenticationSessionModel login) {
        UserModel user = login.getAuthenticatedUser();
        if (login.getAuthNote(NOTE) == null
                || user == null
                || !RequestState.of(session).enforces(login.getRealm())) {
            return Optional.empty();
        }
        return LoginScopes.foresee(session, login, user)
                .flatMap(ruling -> error(session, login, user, ruling).map(error -> {
                    session.getTransactionManager().setRollbackOnly();
                    tell(session, login, ruling, error);
                    return LoginRejection.answer(session, login, error.code(), error.description());
                }));
    }

    private static Optional<LoginError> error(
            KeycloakSession session, AuthenticationSessionModel login, UserModel user, Ruling ruling) {
        if (ruling.rejected()) {
            return Optional.of(LoginError.of(login.getClient(), ruling));
        }
        return Notice.isDue(session, login, user, ruling)
                ? Optional.of(new LoginError(OAuthErrorException.ACCESS_DENIED, UNANSWERED))
                : Optional.empty();
    }

    private static void tell(
            KeycloakSession session, AuthenticationSessionModel login, Ruling ruling, LoginError error) {
        EventBuilder event = new EventBuilder(
                        login.getRealm(), session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(login.getClient())
                .user(login.getAuthenticatedUser())
                .detail(Details.CODE_ID, login.getParentSession().getId())
                .detail(Details.REASON, error.description());
        RulingReporter.report(event, ruling, login.getClient().getClientId());
        event.error(error.code());
    }

    private static final class NotPendingAfterwards extends AbstractKeycloakTransaction {

        private final KeycloakSession session;
        private final RealmModel realm;
        private final ClientModel client;
        private final String rootId;
        private final String tabId;

        NotPendingAfterwards(KeycloakSession session, AuthenticationSessionModel login) {
            this.session = session;
            this.realm = login.getRealm();
            this.client = login.getClient();
            this.rootId = login.getParentSession().getId();
            this.tabId = login.getTabId();
        }

        /** Looked up again: the request may have ended the login, and what is removed must stay so. */
        @Override
        protected void commitImpl() {
            Optional.ofNullable(session.authenticationSessions().getRootAuthenticationSession(realm, rootId))
                    .map(root -> root.getAuthenticationSession(client, tabId))
                    .filter(login -> login.getRequiredActions().contains(PermissionScopes.REQUIRED_ACTION_ID))
                    .ifPresent(login -> login.removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID));
        }

        @Override
        protected void rollbackImpl() {
            // Nothing is pending.
        }
    }
}
