package io.github.permissionscopes.realm;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/**
 * An API that a scope belongs to. The one answer to which these are: the clients whose roles the scope requires; where it
 * requires none, the one that its attribute names.
 *
 * @param clientId the API's; of an attribute that names no client of the realm, what it says
 * @param name of its client, or the client ID where the client has none; may be the key of a message, as in {@code ${key}}
 */
public record ScopeApi(String clientId, String name) {

    /** @return by client ID; empty where the scope belongs to no API */
    public static List<ScopeApi> of(ClientScopeModel scope) {
        List<ClientModel> clients = clients(scope);
        return clients.isEmpty()
                ? named(scope).map(unknown -> new ScopeApi(unknown, unknown)).stream()
                        .toList()
                : clients.stream().map(client -> of(client)).toList();
    }

    /** @return the client IDs of {@link #of}; the client that an attribute names is not looked up for that */
    public static Set<String> idsOf(ClientScopeModel scope) {
        return idsOf(required(scope).stream().map(ClientModel::getClientId), scope.getAttribute(PermissionScopes.API));
    }

    /**
     * As above, of a scope that is not Keycloak's.
     *
     * @param required the client IDs of the clients whose roles it requires
     * @param named what its attribute says; null for nothing
     */
    public static Set<String> idsOf(Stream<String> required, String named) {
        Set<String> ids = required.sorted().collect(Collectors.toCollection(LinkedHashSet::new));
        return ids.isEmpty() ? named(named).map(Set::of).orElse(Set.of()) : ids;
    }

    /**
     * @return the client ID of the API whose definition describes the scope: of several, the one that the attribute names,
     *     which chooses among them and adds none; empty where it does not tell, and for a scope of no API
     */
    public static Optional<String> describing(ClientScopeModel scope) {
        return describing(idsOf(scope), scope.getAttribute(PermissionScopes.API));
    }

    /** As above, of a scope that belongs to these APIs, and whose attribute says so; null for nothing. */
    public static Optional<String> describing(Set<String> apis, String named) {
        return apis.size() == 1 ? apis.stream().findFirst() : named(named).filter(apis::contains);
    }

    /** @return the clients of {@link #of}, by client ID, as far as they are there */
    static List<ClientModel> clients(ClientScopeModel scope) {
        List<ClientModel> required = required(scope);
        return required.isEmpty()
                ? named(scope)
                        .flatMap(name -> Optional.ofNullable(scope.getRealm().getClientByClientId(name)))
                        .stream()
                        .toList()
                : required;
    }

    private static List<ClientModel> required(ClientScopeModel scope) {
        return scope.getScopeMappingsStream()
                .filter(Objects::nonNull)
                .filter(RoleModel::isClientRole)
                .map(role -> (ClientModel) role.getContainer())
                .distinct()
                .sorted(Comparator.comparing(ClientModel::getClientId))
                .toList();
    }

    private static Optional<String> named(ClientScopeModel scope) {
        return named(scope.getAttribute(PermissionScopes.API));
    }

    private static Optional<String> named(String attribute) {
        return Optional.ofNullable(attribute).filter(name -> !name.isBlank());
    }

    private static ScopeApi of(ClientModel client) {
        String name = client.getName();
        return new ScopeApi(client.getClientId(), name == null || name.isBlank() ? client.getClientId() : name);
    }
}
