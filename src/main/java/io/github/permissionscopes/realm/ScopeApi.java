package io.github.permissionscopes.realm;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/**
 * An API, as people call it.
 *
 * @param name of its client, or the client ID where the client has none; may be the key of a message, as in {@code ${key}}
 */
public record ScopeApi(String clientId, String name) {

    /**
     * @return the API that the scope's attribute names; without it those whose roles are mapped to the scope, by client ID;
     *     empty where there is none
     */
    public static List<ScopeApi> of(ClientScopeModel scope) {
        String named = scope.getAttribute(PermissionScopes.API);
        if (named != null && !named.isBlank()) {
            ClientModel client = scope.getRealm().getClientByClientId(named);
            return List.of(client == null ? new ScopeApi(named, named) : of(client));
        }
        return scope.getScopeMappingsStream()
                .filter(Objects::nonNull)
                .filter(RoleModel::isClientRole)
                .map(role -> of((ClientModel) role.getContainer()))
                .distinct()
                .sorted(Comparator.comparing(ScopeApi::clientId))
                .toList();
    }

    private static ScopeApi of(ClientModel client) {
        String name = client.getName();
        return new ScopeApi(client.getClientId(), name == null || name.isBlank() ? client.getClientId() : name);
    }
}
