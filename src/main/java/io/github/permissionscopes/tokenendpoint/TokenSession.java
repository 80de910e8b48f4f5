package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.realm.AuthenticationLevel;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.IDToken;

/** Finds the user session that a token of this realm names. */
final class TokenSession {

    private TokenSession() {}

    /** @return the online or offline session; empty if the token names none, or one that has ended */
    static Optional<UserSessionModel> of(KeycloakSession session, RealmModel realm, IDToken token) {
        return Optional.ofNullable(token.getSessionId())
                .flatMap(id -> Optional.ofNullable(session.sessions().getUserSession(realm, id))
                        .or(() -> Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id))))
                .filter(found -> found.getUser() != null);
    }

    /**
     * @return the level of authentication of the login that the token stems from; {@link AuthenticationLevel#NONE}
     *     without one
     */
    static int level(KeycloakSession session, RealmModel realm, IDToken token) {
        ClientModel client = token.getIssuedFor() == null ? null : realm.getClientByClientId(token.getIssuedFor());
        return client == null
                ? AuthenticationLevel.NONE
                : of(session, realm, token)
                        .map(found ->
                                AuthenticationLevel.of(found.getAuthenticatedClientSessionByClient(client.getId())))
                        .orElse(AuthenticationLevel.NONE);
    }
}
