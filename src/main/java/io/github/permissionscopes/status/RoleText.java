package io.github.permissionscopes.status;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** A role as findings name it. */
final class RoleText {

    private RoleText() {}

    static String of(RoleModel role) {
        return role.isClientRole()
                ? role.getName() + " of client " + ((ClientModel) role.getContainer()).getClientId()
                : role.getName();
    }
}
