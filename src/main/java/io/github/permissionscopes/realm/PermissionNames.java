package io.github.permissionscopes.realm;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Permissions by their names, as APIs know them. */
public final class PermissionNames {

    private PermissionNames() {}

    /**
     * Returns names that are correct for every API that reads them. If two of the APIs have a permission of the same
     * name, the name is included only if both permissions are: otherwise one API would take the other's permission for
     * its own. A token for one API alone has no such ambiguity.
     *
     * @param permissions ids of roles; realm roles and client roles of these APIs count
     * @param apis the client IDs of the APIs that the names are for
     * @return the distinct names, sorted
     */
    public static List<String> of(RealmModel realm, Set<String> permissions, Set<String> apis) {
        List<ClientModel> clients = apis.stream()
                .map(realm::getClientByClientId)
                .filter(Objects::nonNull)
                .toList();
        return permissions.stream()
                .map(realm::getRoleById)
                .filter(Objects::nonNull)
                .filter(role -> !role.isClientRole() || clients.contains((ClientModel) role.getContainer()))
                .filter(role -> isTrueTo(clients, role, permissions))
                .map(role -> role.getName())
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isTrueTo(List<ClientModel> apis, RoleModel permission, Set<String> permissions) {
        if (permission.isClientRole() && apis.size() == 1) {
            return true;
        }
        return apis.stream()
                .map(api -> api.getRole(permission.getName()))
                .allMatch(same -> same == null || permissions.contains(same.getId()));
    }
}
