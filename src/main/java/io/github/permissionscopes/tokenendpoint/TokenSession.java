package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.realm.AuthenticationLevel;
import java.util.Optional;
import org.keycloak.models.ClientModel;
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

    /** @return the level of authentication of the login that the token is of; none where it is of no login */
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
