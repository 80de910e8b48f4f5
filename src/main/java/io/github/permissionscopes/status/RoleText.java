package io.github.permissionscopes.status;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** The name of a role in findings. */
final class RoleText {

    private RoleText() {}

    static String of(RoleModel role) {
        return role.isClientRole()
                ? role.getName() + " of client " + ((ClientModel) role.getContainer()).getClientId()
                : role.getName();
    }
}
