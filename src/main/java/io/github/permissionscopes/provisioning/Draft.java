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
 * What definitions can be about, as it is in the realm or as it becomes: read at once, and changed in memory. What
 * changes an object here answers with the {@link Action} that does the same in Keycloak.
 */
final class Draft {

    private final String realmName;
    private final Map<String, DraftClient> clients = new LinkedHashMap<>();
    private final Map<String, DraftRole> realmRoles = new LinkedHashMap<>();
    private final Map<String, DraftScope> scopes = new LinkedHashMap<>();
    private final Map<String, DraftScope> byId = new HashMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();
    private final Map<String, DraftScope> others = new HashMap<>();
    private final Map<String, List<DraftScope>> ofGoneApis = new HashMap<>();
    private final DraftGroup top = DraftGroup.top();
    private final ScopeOrder.Blocks blocks = new ScopeOrder.Blocks(this);

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
     * As it is read: the scope's attribute says so. An API that is not there describes nothing, until it is made again.
     */
    void describes(String clientId, DraftScope scope) {
        if (clients.containsKey(clientId)) {
            scope.put(PermissionScopes.API, clientId);
        } else {
            ofGoneApis.computeIfAbsent(clientId, id -> new ArrayList<>()).add(scope);
        }
    }

    /** With all its roles. */
    Action delete(DraftClient client) {
        client.roles().forEach(DraftRole::vanish);
        clients.remove(client.clientId());
        scopes.values().forEach(scope -> scope.clients().remove(client.clientId()));
        return target -> target.realm().removeClient(client.id());
    }

    Collection<DraftRole> realmRoles() {
        return realmRoles.values();
    }

    Optional<DraftRole> realmRole(String name) {
        return Optional.ofNullable(realmRoles.get(name));
    }

    void put(DraftRole realmRole) {
        realmRoles.put(realmRole.name(), realmRole);
    }

    Action rename(DraftRole realmRole, String name) {
        realmRoles.remove(realmRole.name());
        Action action = realmRole.rename(name);
        put(realmRole);
        return action;
    }

    /** @return those that definitions can be about */
    Collection<DraftScope> scopes() {
        return scopes.values();
    }

    Optional<DraftScope> scope(String name) {
        return Optional.ofNullable(scopes.get(name));
    }

    Optional<DraftScope> scopeById(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** @return what is wrong with a scope that is to be made: the realm cannot have it, or people would mix it up */
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
        scope.vanish();
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
                .flatMap(client -> client.roles().stream())
                .flatMap(role -> role.scopes().stream())
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

    /** @return whether definitions are about the client: it has scopes, or one has made it or says something of it */
    boolean isApi(DraftClient client) {
        return client.canBeApi()
                && (client.isDefined() || !scopesOf(client.clientId()).isEmpty());
    }

    /** @return whether a scope of an API requires it, and it is a client's. Other roles are not this product's */
    boolean isPermission(DraftRole role) {
        return role.client() != null
                && role.scopes().stream()
                        .filter(DraftScope::isDefinable)
                        .flatMap(scope -> Ownership.apis(scope).stream())
                        .flatMap(api -> client(api).stream())
                        .anyMatch(DraftClient::canBeApi);
    }

    /** @return whether the API of this client ID goes in this run, and the scope with it unless another one has it */
    boolean givesUp(String clientId, DraftScope scope) {
        return scope.isMade() && client(clientId).filter(DraftClient::isLeaving).isPresent();
    }

    /** @return what the groups without parent are in */
    DraftGroup top() {
        return top;
    }

    ScopeOrder.Blocks blocks() {
        return blocks;
    }
}
