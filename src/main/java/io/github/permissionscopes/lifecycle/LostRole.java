package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/**
 * A role that is deleted, or will be at the end of the transaction.
 *
 * @param label for people
 * @param api the id of its client; null for a role of the realm
 */
record LostRole(String label, String api) implements Comparable<LostRole> {

    static LostRole of(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? new LostRole(client.getClientId() + "/" + role.getName(), client.getId())
                : new LostRole(role.getName(), null);
    }

    /**
     * Where a scope requires a role of each of its APIs, the last one of an API that is still there would leave it to those
     * who hold a role of another.
     *
     * @param scope with the roles that are left
     */
    boolean isLastOfItsApi(ClientScopeModel scope) {
        if (api == null
                || ProtectedScopes.requiresAny(scope)
                || scope.getRealm().getClientById(api) == null) {
            return false;
        }
        Set<String> left = ProtectedScopes.requiredPermissions(scope).stream()
                .filter(RoleModel::isClientRole)
                .map(RoleModel::getContainerId)
                .collect(Collectors.toSet());
        return !left.isEmpty() && !left.contains(api);
    }

    @Override
    public int compareTo(LostRole other) {
        return label.compareTo(other.label);
    }
}
