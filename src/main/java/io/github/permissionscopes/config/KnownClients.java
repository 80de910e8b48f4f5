package io.github.permissionscopes.config;

import java.util.Map;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachedRealmModel;

/**
 * Whether a realm has a client with a given client ID. Keycloak caches existing clients only. Without this class, every
 * request would query the database for a value such as {@code a,b}, which may be a list or one client ID.
 */
final class KnownClients {

    private static final String ABSENT = "permissionScopes.noClient.";

    private KnownClients() {}

    /**
     * Remembers that no client has an ID that looks like a list, for as long as this node caches the realm. If such a
     * client is created and the setting could mean it, {@code lifecycle.ReportOnlySetting} rewrites the setting, so
     * that all nodes reload the realm.
     */
    static boolean exists(RealmModel realm, String clientId) {
        if (!(realm instanceof CachedRealmModel cached) || !NameList.couldBeList(clientId)) {
            return realm.getClientByClientId(clientId) != null;
        }
        // A raw type in 26.0 to 26.7.
        @SuppressWarnings("unchecked")
        Map<String, Object> remembered = cached.getCachedWith();
        if (remembered.containsKey(ABSENT + clientId)) {
            return false;
        }
        boolean exists = realm.getClientByClientId(clientId) != null;
        if (!exists) {
            remembered.put(ABSENT + clientId, true);
        }
        return exists;
    }
}
