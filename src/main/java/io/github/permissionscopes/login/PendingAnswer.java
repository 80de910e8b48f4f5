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
 * Records that a login still owes a response: the rejection to the client, or the notice to the user. Keycloak ends a
 * login even with an action pending if its last step is posted by hand ({@code LoginActionsService.processConsent}
 * without a code). The record is therefore written in advance and checked when the login ends.
 */
public final class PendingAnswer {

    /** Auth note: a response is pending. */
    private static final String NOTE = "permissionScopes.pending";

    private static final String UNANSWERED = "The notice was not answered";

    private PendingAnswer() {}

    /**
     * Adds the pending action. A trigger of a required action cannot respond to the browser, but Keycloak runs a
     * pending action of the login next. It is pending for this request only: the next request evaluates the triggers
     * again ({@code AuthenticationManager}, in 26.0 to 26.7), and a node without the product could not continue at an
     * unknown action.
     */
    static void due(KeycloakSession session, AuthenticationSessionModel login) {
        login.addRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
        login.setAuthNote(NOTE, "true");
        session.getTransactionManager().enlistPrepare(new NotPendingAfterwards(session, login));
    }

    /** Clears the record, since the login is judged again. */
    static void forget(AuthenticationSessionModel login) {
        login.removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
        login.removeAuthNote(NOTE);
    }

    /**
     * Checks for a pending response before a login completes. If there is one, the transaction is rolled back, and with
     * it the user session, a consent and the success event.
     *
     * @return the response to send instead of codes and tokens; empty if nothing is pending any more, or if the realm
     *     does not enforce
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

        /** Looks the login up again: the request may have removed it, and it must stay removed. */
        @Override
        protected void commitImpl() {
            Optional.ofNullable(session.authenticationSessions().getRootAuthenticationSession(realm, rootId))
                    .map(root -> root.getAuthenticationSession(client, tabId))
                    .filter(login -> login.getRequiredActions().contains(PermissionScopes.REQUIRED_ACTION_ID))
                    .ifPresent(login -> login.removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID));
        }

        @Override
        protected void rollbackImpl() {
            // A rolled-back request leaves nothing pending.
        }
    }
}
