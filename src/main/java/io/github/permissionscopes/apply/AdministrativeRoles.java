package io.github.permissionscopes.apply;

import java.util.HashSet;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Roles that let somebody administer Keycloak itself. No definition gives or renames one: who may define APIs would make
 * themselves administrators.
 */
final class AdministrativeRoles {

    private final RealmModel realm;

    AdministrativeRoles(RealmModel realm) {
        this.realm = realm;
    }

    /** @return whether the role is one, or contains one */
    boolean contains(RoleModel role) {
        return contains(role, new HashSet<>());
    }

    private boolean contains(RoleModel role, Set<String> seen) {
        return seen.add(role.getId())
                // Keycloak asks the database for the parts also of a role that has none.
                && (isOne(role)
                        || role.isComposite() && role.getCompositesStream().anyMatch(part -> contains(part, seen)));
    }

    private boolean isOne(RoleModel role) {
        if (role.getContainer() instanceof ClientModel client) {
            return isManagement(client.getClientId());
        }
        return isMaster() && (role.getName().equals("admin") || role.getName().equals("create-realm"));
    }

    /** @return whether the client is one of Keycloak's own, which stand for no API of anybody */
    boolean isInternal(String clientId) {
        return isManagement(clientId)
                || clientId.equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)
                || clientId.equals(Constants.ACCOUNT_CONSOLE_CLIENT_ID)
                || clientId.equals(Constants.ADMIN_CONSOLE_CLIENT_ID)
                || clientId.equals(Constants.ADMIN_CLI_CLIENT_ID)
                || clientId.equals(Constants.BROKER_SERVICE_CLIENT_ID);
    }

    private boolean isManagement(String clientId) {
        return clientId.equals(Constants.REALM_MANAGEMENT_CLIENT_ID) || isMaster() && clientId.endsWith("-realm");
    }

    private boolean isMaster() {
        return realm.getName().equals(Config.getAdminRealm());
    }
}
