package io.github.permissionscopes.realm;

import java.util.Set;
import org.keycloak.models.Constants;

/** Keycloak's own clients, by client ID, and the roles that let a user administer Keycloak. */
public final class KeycloaksClients {

    private static final Set<String> OF_EVERY_REALM = Set.of(
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
            Constants.ACCOUNT_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CLI_CLIENT_ID,
            Constants.ADMIN_CONSOLE_CLIENT_ID,
            Constants.BROKER_SERVICE_CLIENT_ID,
            Constants.REALM_MANAGEMENT_CLIENT_ID);

    private static final Set<String> OF_MASTER = Set.of("admin", "create-realm");

    private KeycloaksClients() {}

    /** @return the client IDs that Keycloak creates in every realm */
    public static Set<String> ofEveryRealm() {
        return OF_EVERY_REALM;
    }

    /**
     * @param master whether this is the realm that administers the others and therefore has a client for each of them
     */
    public static boolean contains(String clientId, boolean master) {
        return OF_EVERY_REALM.contains(clientId) || isManagement(clientId, master);
    }

    /**
     * @param clientId of the role's client; null for a realm role
     * @param master whether this is the realm that administers the others
     * @return whether the role by itself lets a user administer this realm or another
     */
    public static boolean isAdministrative(String clientId, String role, boolean master) {
        return clientId == null ? master && OF_MASTER.contains(role) : isManagement(clientId, master);
    }

    private static boolean isManagement(String clientId, boolean master) {
        return clientId.equals(Constants.REALM_MANAGEMENT_CLIENT_ID) || master && clientId.endsWith("-realm");
    }
}
