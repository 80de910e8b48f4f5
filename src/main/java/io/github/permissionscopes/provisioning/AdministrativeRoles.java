package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.realm.KeycloaksClients;
import java.util.Locale;
import org.keycloak.Config;
import org.keycloak.models.Constants;

/**
 * Recognizes the roles that let somebody administer Keycloak itself. A definition must not assign or rename one: an
 * administrator who may define APIs could otherwise obtain all rights.
 */
final class AdministrativeRoles {

    private final boolean isMaster;
    private final String defaultRole;

    AdministrativeRoles(Draft draft) {
        this.isMaster = draft.realmName().equals(Config.getAdminRealm());
        this.defaultRole =
                Constants.DEFAULT_ROLES_ROLE_PREFIX + "-" + draft.realmName().toLowerCase(Locale.ROOT);
    }

    /** @return whether the role is administrative or contains an administrative role */
    boolean contains(DraftRole role) {
        return role.withParts().stream().anyMatch(this::isOne);
    }

    private boolean isOne(DraftRole role) {
        String clientId = role.client() == null ? null : role.client().clientId();
        return KeycloaksClients.isAdministrative(clientId, role.name(), isMaster);
    }

    /** @return whether it is a realm role that Keycloak creates in every realm */
    boolean isKeycloaks(DraftRole role) {
        return role.client() == null
                && (role.name().equals(Constants.OFFLINE_ACCESS_ROLE)
                        || role.name().equals("uma_authorization")
                        || role.name().equals(defaultRole));
    }

    /** @return whether the client is one of Keycloak's own, which cannot represent an API */
    boolean isInternal(String clientId) {
        return KeycloaksClients.contains(clientId, isMaster);
    }
}
