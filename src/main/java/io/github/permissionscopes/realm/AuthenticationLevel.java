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
 * The level of authentication that a user has reached, as Keycloak records it ({@code AcrStore}). A login whose flow
 * has no step that records a level has reached none.
 */
public final class AuthenticationLevel {

    public static final int NONE = 0;

    private AuthenticationLevel() {}

    /** @return the level of a login in progress; includes a level from the cookie unless it is too old */
    public static int of(AuthenticationSessionModel login) {
        return parse(login.getAuthNote(Constants.LEVEL_OF_AUTHENTICATION));
    }

    /** @return the level of the client's last login in the session; {@link #NONE} for null */
    public static int of(AuthenticatedClientSessionModel clientSession) {
        return clientSession == null ? NONE : parse(clientSession.getNote(Constants.LEVEL_OF_AUTHENTICATION));
    }

    /**
     * Determines the level for the introspection of an exchanged token. Such a token belongs to a client without a
     * login; of the login whose token was exchanged, only the session is still known.
     *
     * @return the highest level that a login in the session has reached
     */
    public static int highest(KeycloakSession session, UserSessionModel userSession) {
        if (userSession.getPersistenceState() != SessionPersistenceState.TRANSIENT) {
            return highest(userSession);
        }
        // In this transaction Keycloak has replaced the session by a copy without the logins (UserSessionUtil).
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

    /** Keycloak stores -1 for none, and 0 if only a cookie was checked. */
    private static int parse(String note) {
        return note == null ? NONE : Math.max(NONE, Integer.parseInt(note));
    }
}
