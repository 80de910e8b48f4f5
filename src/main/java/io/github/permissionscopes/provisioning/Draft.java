package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An in-memory copy of the part of a realm that definitions can change: clients, client scopes, roles and groups. Every
 * method that changes an object here returns the {@link Action} that makes the same change in Keycloak.
 */
final class Draft {

    private final String realmName;
    private final Map<String, DraftClient> clients = new LinkedHashMap<>();
    private final Map<String, DraftScope> scopes = new LinkedHashMap<>();
    private final Map<String, DraftScope> byId = new HashMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();
    private final Map<String, DraftScope> others = new HashMap<>();
    private final Map<String, List<DraftScope>> ofGoneApis = new HashMap<>();
    private final DraftRoles roles = new DraftRoles();
    private final DraftGroup top = DraftGroup.top();
    private final ScopeOrder.Blocks blocks = new ScopeOrder.Blocks(scopes.values());

    Draft(String realmName) {
        this.realmName = realmName;
    }

    String realmName() {
        return realmName;
    }

    Collection<DraftClient> clients() {
        return clients.values();
    }

    Optional<DraftClient> client(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    void put(DraftClient client) {
        clients.put(client.clientId(), client);
        ofGoneApis.getOrDefault(client.clientId(), List.of()).forEach(scope -> describes(client.clientId(), scope));
    }

    /**
     * Sets the owner of a scope from its attribute while the draft is built. If the client does not exist, the scope
     * has no owner until the client is created again.
     */
    void describes(String clientId, DraftScope scope) {
        if (clients.containsKey(clientId)) {
            scope.put(PermissionScopes.API, clientId);
        } else {
            ofGoneApis.computeIfAbsent(clientId, id -> new ArrayList<>()).add(scope);
        }
    }

    /** Deletes a client with all its roles. */
    Action delete(DraftClient client) {
        roles.of(client).forEach(roles::vanish);
        clients.remove(client.clientId());
        scopes.values().forEach(scope -> scope.clients().remove(client.clientId()));
        return target -> target.realm().removeClient(client.id());
    }

    DraftRoles roles() {
        return roles;
    }

    /** @return the client scopes that definitions can change */
    Collection<DraftScope> scopes() {
        return scopes.values();
    }

    Optional<DraftScope> scope(String name) {
        return Optional.ofNullable(scopes.get(name));
    }

    Optional<DraftScope> scopeById(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * @return why no client scope with this name can be created: the name is taken or differs only by case from another
     *     one; empty if it is free
     */
    Optional<String> whyNotFree(String name) {
        String other = byLowerCase.get(name.toLowerCase(Locale.ROOT));
        if (others.containsKey(name)) {
            return Optional.of("The client scope \"" + name
                    + "\" is there already, and is of another protocol than OpenID Connect. Choose another name.");
        }
        return other == null
                ? Optional.empty()
                : Optional.of("There is a client scope \"" + other + "\", which differs only by case. People would mix"
                        + " them up; choose another name.");
    }

    void put(DraftScope scope) {
        byId.put(scope.id(), scope);
        if (scope.isDefinable()) {
            scopes.put(scope.name(), scope);
            byLowerCase.put(scope.name().toLowerCase(Locale.ROOT), scope.name());
        } else {
            others.put(scope.name(), scope);
        }
    }

    Action rename(DraftScope scope, String name) {
        forget(scope);
        Action action = scope.rename(name);
        put(scope);
        return action;
    }

    Action delete(DraftScope scope) {
        forget(scope);
        roles.vanish(scope);
        return target -> target.realm().removeClientScope(scope.id());
    }

    private void forget(DraftScope scope) {
        byId.remove(scope.id());
        scopes.remove(scope.name());
        byLowerCase.remove(scope.name().toLowerCase(Locale.ROOT));
    }

    /** @return the scopes that this API owns or shares, in the order of {@link ScopeOrder#sorted} */
    List<DraftScope> scopesOf(String clientId) {
        Stream<DraftScope> requiring = client(clientId).stream()
                .flatMap(client -> roles.of(client).stream())
                .flatMap(role -> roles.scopes(role).stream())
                .filter(DraftScope::isDefinable);
        Stream<DraftScope> naming = scopes.values().stream()
                .filter(scope -> Objects.equals(clientId, scope.attribute(PermissionScopes.API)));
        return ScopeOrder.sorted(
                Stream.concat(requiring, naming)
                        .distinct()
                        .filter(scope -> Ownership.apis(scope).contains(clientId))
                        .toList(),
                clientId);
    }

    /** @return whether the client is an API: it has scopes, or a definition has created or changed it */
    boolean isApi(DraftClient client) {
        return client.canBeApi()
                && (client.isDefined() || !scopesOf(client.clientId()).isEmpty());
    }

    /** @return whether the role is a permission: a client role that a scope of an API requires */
    boolean isPermission(DraftRole role) {
        return role.client() != null
                && roles.scopes(role).stream()
                        .filter(DraftScope::isDefinable)
                        .flatMap(scope -> Ownership.apis(scope).stream())
                        .flatMap(api -> client(api).stream())
                        .anyMatch(DraftClient::canBeApi);
    }

    /** @return whether this run deletes the API, and with it the scope unless another API has it */
    boolean givesUp(String clientId, DraftScope scope) {
        return scope.isMade() && client(clientId).filter(DraftClient::isLeaving).isPresent();
    }

    /** @return the virtual parent of the top-level groups */
    DraftGroup top() {
        return top;
    }

    ScopeOrder.Blocks blocks() {
        return blocks;
    }
}
