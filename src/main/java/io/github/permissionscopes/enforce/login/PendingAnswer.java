package io.github.permissionscopes.enforce.login;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.realm.RealmSwitch;
import io.github.permissionscopes.report.RulingReporter;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
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

    static void due(AuthenticationSessionModel login) {
        login.setAuthNote(NOTE, Boolean.TRUE.toString());
    }

    /** The login is judged afresh. */
    static void forget(AuthenticationSessionModel login) {
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
        if (login.getAuthNote(NOTE) == null || user == null || !RealmSwitch.enforces(login.getRealm())) {
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
}
