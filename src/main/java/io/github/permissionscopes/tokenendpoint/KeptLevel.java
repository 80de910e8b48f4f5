package io.github.permissionscopes.tokenendpoint;

import java.util.Objects;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;

/**
 * The level of authentication of a client's login, preserved across a token exchange in the same session. Keycloak
 * treats the exchange as a login without a level ({@code TokenManager.attachAuthenticationSession}), so scopes that
 * need a level would be lost for good.
 *
 * @param level null for none
 */
record KeptLevel(AuthenticatedClientSessionModel login, String level) {

    static KeptLevel of(AuthenticatedClientSessionModel login) {
        return new KeptLevel(login, login.getNote(Constants.LEVEL_OF_AUTHENTICATION));
    }

    void putBack() {
        if (level == null) {
            login.removeNote(Constants.LEVEL_OF_AUTHENTICATION);
        } else if (!Objects.equals(level, login.getNote(Constants.LEVEL_OF_AUTHENTICATION))) {
            login.setNote(Constants.LEVEL_OF_AUTHENTICATION, level);
        }
    }
}
