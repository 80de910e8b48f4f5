package io.github.permissionscopes.apply;

import org.keycloak.Config;
import org.keycloak.models.Constants;

/**
 * Roles that let somebody administer Keycloak itself. No definition gives or renames one: who may define APIs would make
 * themselves administrators.
 */
final class AdministrativeRoles {

    private final boolean isMaster;

    AdministrativeRoles(Draft draft) {
        this.isMaster = draft.realmName().equals(Config.getAdminRealm());
    }

    /** @return whether the role is one, or contains one */
    boolean contains(DraftRole role) {
        return role.withParts().stream().anyMatch(this::isOne);
    }

    private boolean isOne(DraftRole role) {
        return role.client() == null
                ? isMaster && (role.name().equals("admin") || role.name().equals("create-realm"))
                : isManagement(role.client().clientId());
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
        return clientId.equals(Constants.REALM_MANAGEMENT_CLIENT_ID) || isMaster && clientId.endsWith("-realm");
    }
}
