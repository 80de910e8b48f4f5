package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.config.RealmSwitch;
import java.util.Objects;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;

/**
 * The level of authentication of a client's login, over a token exchange in the same session. Keycloak takes the exchange for
 * a login without a level ({@code TokenManager.attachAuthenticationSession}); whatever is judged by the level of the login
 * would lose for good what needs it.
 *
 * @param level null for none
 */
record KeptLevel(AuthenticatedClientSessionModel login, String level) {

    private static final String KEPT = "permissionScopes.keptLevel";

    /** Where the realm enforces; nothing depends on a level elsewhere. */
    static void of(KeycloakSession session, AuthenticatedClientSessionModel login) {
        if (RealmSwitch.enforces(login.getRealm())) {
            session.setAttribute(KEPT, new KeptLevel(login, login.getNote(Constants.LEVEL_OF_AUTHENTICATION)));
        }
    }

    /** After the grant, whatever it was. */
    static void giveBack(KeycloakSession session) {
        KeptLevel kept = session.getAttribute(KEPT, KeptLevel.class);
        if (kept == null) {
            return;
        }
        session.removeAttribute(KEPT);
        if (kept.level == null) {
            kept.login.removeNote(Constants.LEVEL_OF_AUTHENTICATION);
        } else if (!Objects.equals(kept.level, kept.login.getNote(Constants.LEVEL_OF_AUTHENTICATION))) {
            kept.login.setNote(Constants.LEVEL_OF_AUTHENTICATION, kept.level);
        }
    }
}
