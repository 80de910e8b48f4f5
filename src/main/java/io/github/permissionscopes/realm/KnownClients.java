package io.github.permissionscopes.realm;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Whether a realm has a client of a client ID. Keycloak's cache has no answer for one that is not there, and settings are read
 * several times in a request: the database is asked once.
 */
final class KnownClients {

    private static final String KEY = "permissionScopes.knownClient.";

    private KnownClients() {}

    static boolean exists(RealmModel realm, String clientId) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (session == null) {
            return realm.getClientByClientId(clientId) != null;
        }
        String key = KEY + realm.getId() + "." + clientId;
        Boolean known = session.getAttribute(key, Boolean.class);
        if (known == null) {
            known = realm.getClientByClientId(clientId) != null;
            session.setAttribute(key, known);
        }
        return known;
    }
}
