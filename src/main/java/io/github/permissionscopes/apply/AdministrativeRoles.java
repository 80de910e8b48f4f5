package io.github.permissionscopes.apply;

import java.util.Locale;
import org.keycloak.Config;
import org.keycloak.models.Constants;

/**
 * Roles that let somebody administer Keycloak itself. No definition gives or renames one: who may define APIs would make
 * themselves administrators.
 */
final class AdministrativeRoles {

    private final boolean isMaster;
    private final String defaultRole;

    AdministrativeRoles(Draft draft) {
        this.isMaster = draft.realmName().equals(Config.getAdminRealm());
        this.defaultRole =
                Constants.DEFAULT_ROLES_ROLE_PREFIX + "-" + draft.realmName().toLowerCase(Locale.ROOT);
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

    /** @return whether it is a realm role that every realm has by itself */
    boolean isKeycloaks(DraftRole role) {
        return role.client() == null
                && (role.name().equals(Constants.OFFLINE_ACCESS_ROLE)
                        || role.name().equals("uma_authorization")
                        || role.name().equals(defaultRole));
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
