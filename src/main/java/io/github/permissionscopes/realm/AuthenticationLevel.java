package io.github.permissionscopes.realm;

import io.github.permissionscopes.server.RealmTransaction;
import java.util.Optional;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The level of authentication that a user has reached, as Keycloak records it ({@code AcrStore}). A login whose flow has no
 * step that records one has reached none.
 */
public final class AuthenticationLevel {

    public static final int NONE = 0;

    private AuthenticationLevel() {}

    /** @return that of a login that has not ended; what a cookie has brought counts as far as it is not too old */
    public static int of(AuthenticationSessionModel login) {
        return parse(login.getAuthNote(Constants.LEVEL_OF_AUTHENTICATION));
    }

    /** @return that of the client's last login in the session; none for null */
    public static int of(AuthenticatedClientSessionModel clientSession) {
        return clientSession == null ? NONE : parse(clientSession.getNote(Constants.LEVEL_OF_AUTHENTICATION));
    }

    /**
     * For what an exchanged token tells: it belongs to a client at which nobody has logged in. Of the login whose token was
     * exchanged only the session is known any more.
     *
     * @return the highest that a login in the session has reached
     */
    public static int highest(KeycloakSession session, UserSessionModel userSession) {
        if (userSession.getPersistenceState() != SessionPersistenceState.TRANSIENT) {
            return highest(userSession);
        }
        // In this transaction Keycloak has put a copy without the logins in the session's place (UserSessionUtil).
        return RealmTransaction.call(session, userSession.getRealm(), (other, realm) -> Optional.ofNullable(
                        other.sessions().getUserSession(realm, userSession.getId()))
                .or(() -> Optional.ofNullable(other.sessions().getOfflineUserSession(realm, userSession.getId())))
                .map(stored -> highest(stored))
                .orElse(NONE));
    }

    private static int highest(UserSessionModel userSession) {
        return userSession.getAuthenticatedClientSessions().values().stream()
                .mapToInt(clientSession -> of(clientSession))
                .reduce(NONE, Math::max);
    }

    /** Keycloak has -1 for none, and 0 where only a cookie was looked at. */
    private static int parse(String note) {
        return note == null ? NONE : Math.max(NONE, Integer.parseInt(note));
    }
}
