package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/**
 * An API that a scope belongs to. The APIs of a scope are the clients whose roles it requires or, if it requires none,
 * the API that its attribute names.
 *
 * @param clientId of the API, or the attribute's value if it names no client of the realm
 * @param name of its client, or the client ID if the client has none; may be the key of a message, as in {@code ${key}}
 */
public record ScopeApi(String clientId, String name) {

    /** @return sorted by client ID; empty if the scope belongs to no API */
    public static List<ScopeApi> of(ClientScopeModel scope) {
        List<ClientModel> clients = clients(scope);
        return clients.isEmpty()
                ? named(scope).map(unknown -> new ScopeApi(unknown, unknown)).stream()
                        .toList()
                : clients.stream().map(client -> of(client)).toList();
    }

    /** @return the client IDs of {@link #of}, without looking up the client that an attribute names */
    public static Set<String> idsOf(ClientScopeModel scope) {
        return idsOf(scope, required(ScopeProtection.mappings(scope)));
    }

    /** @param required as {@link #required} */
    static Set<String> idsOf(ClientScopeModel scope, List<ClientModel> required) {
        return switch (required.size()) {
            case 0 -> named(scope).map(Set::of).orElse(Set.of());
            case 1 -> Set.of(required.get(0).getClientId());
            default ->
                required.stream().map(ClientModel::getClientId).collect(Collectors.toCollection(LinkedHashSet::new));
        };
    }

    /** @return the existing clients of {@link #of}, sorted by client ID */
    static List<ClientModel> clients(ClientScopeModel scope) {
        return clients(scope, required(ScopeProtection.mappings(scope)));
    }

    /** @param required as {@link #required} */
    static List<ClientModel> clients(ClientScopeModel scope, List<ClientModel> required) {
        return required.isEmpty()
                ? named(scope)
                        .flatMap(name -> Optional.ofNullable(scope.getRealm().getClientByClientId(name)))
                        .stream()
                        .toList()
                : required;
    }

    /**
     * @param mapped the roles mapped to a scope, as {@link ScopeProtection#mappings}
     * @return the clients that they belong to, sorted by client ID
     */
    static List<ClientModel> required(List<@Nullable RoleModel> mapped) {
        if (mapped.size() == 1) {
            // By far the most frequent case, read for every scope of every request.
            RoleModel only = mapped.get(0);
            return only != null && only.isClientRole() ? List.of((ClientModel) only.getContainer()) : List.of();
        }
        return mapped.stream()
                .filter(Objects::nonNull)
                .filter(RoleModel::isClientRole)
                .map(role -> (ClientModel) role.getContainer())
                .distinct()
                .sorted(Comparator.comparing(ClientModel::getClientId))
                .toList();
    }

    private static Optional<String> named(ClientScopeModel scope) {
        return Optional.ofNullable(scope.getAttribute(PermissionScopes.API)).filter(name -> !name.isBlank());
    }

    private static ScopeApi of(ClientModel client) {
        String name = client.getName();
        return new ScopeApi(client.getClientId(), name == null || name.isBlank() ? client.getClientId() : name);
    }
}
