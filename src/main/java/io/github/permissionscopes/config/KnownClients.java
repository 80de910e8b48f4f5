package io.github.permissionscopes.config;

import java.util.Map;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachedRealmModel;

/**
 * Whether a realm has a client of a client ID. Keycloak's cache answers for one that is there, and has no answer for
 * one that is not: the database would be asked in every request whether a list, as in {@code a,b}, is a client's ID.
 */
final class KnownClients {

    private static final String ABSENT = "permissionScopes.noClient.";

    private KnownClients() {}

    /**
     * That there is no client of an ID that reads like a list is remembered as long as the realm is in this node's
     * cache. When one comes, and the setting could mean it, {@code lifecycle.ReportOnlySetting} writes the setting
     * anew, so that the realm is read anew on all nodes.
     */
    static boolean exists(RealmModel realm, String clientId) {
        if (!(realm instanceof CachedRealmModel cached) || !NameList.couldBeList(clientId)) {
            return realm.getClientByClientId(clientId) != null;
        }
        // Of raw type, in 26.0 to 26.7.
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
