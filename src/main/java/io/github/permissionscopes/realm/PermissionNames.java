package io.github.permissionscopes.realm;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Permissions as an API knows them: by their name alone. */
public final class PermissionNames {

    private PermissionNames() {}

    /**
     * A name must be true to every API that reads it. Where two of the APIs have a permission of one name, it stands only
     * if both are among the permissions: else the one would take it for its own. A token for one API alone has no such
     * doubt.
     *
     * @param permissions ids of roles; realm roles count, and client roles of these APIs
     * @param apis the client ids of the APIs that the names are for
     * @return each name once, sorted
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
