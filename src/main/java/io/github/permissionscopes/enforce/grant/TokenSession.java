package io.github.permissionscopes.enforce.grant;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.IDToken;

/** The user session that a token of this realm names. */
final class TokenSession {

    private TokenSession() {}

    /** @return online or offline; empty where the token names none, or one that has ended */
    static Optional<UserSessionModel> of(KeycloakSession session, RealmModel realm, IDToken token) {
        return Optional.ofNullable(token.getSessionId())
                .flatMap(id -> Optional.ofNullable(session.sessions().getUserSession(realm, id))
                        .or(() -> Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id))))
                .filter(found -> found.getUser() != null);
    }
}
