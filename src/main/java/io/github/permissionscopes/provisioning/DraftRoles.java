package io.github.permissionscopes.provisioning;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The index of a draft's roles: by name, with the client scopes that require each role and the groups that give it.
 * Changes to the roles of scopes and groups go through this class, so that both directions stay consistent.
 */
final class DraftRoles {

    private final Map<String, DraftRole> ofRealm = new LinkedHashMap<>();
    private final Map<DraftClient, Map<String, DraftRole>> ofClients = new HashMap<>();
    private final Map<DraftRole, Set<DraftScope>> scopes = new HashMap<>();
    private final Map<DraftRole, Set<DraftGroup>> groups = new HashMap<>();
    private final Set<DraftRole> released = new HashSet<>();

    Collection<DraftRole> ofRealm() {
        return ofRealm.values();
    }

    Optional<DraftRole> ofRealm(String name) {
        return Optional.ofNullable(ofRealm.get(name));
    }

    Collection<DraftRole> of(DraftClient client) {
        return List.copyOf(ofClients.getOrDefault(client, Map.of()).values());
    }

    Optional<DraftRole> of(DraftClient client, String name) {
        return Optional.ofNullable(ofClients.getOrDefault(client, Map.of()).get(name));
    }

    /** @return the client scopes that require the role, of any protocol */
    Set<DraftScope> scopes(DraftRole role) {
        return Collections.unmodifiableSet(scopes.getOrDefault(role, Set.of()));
    }

    /** @return the groups that give the role to their members */
    Set<DraftGroup> groups(DraftRole role) {
        return Collections.unmodifiableSet(groups.getOrDefault(role, Set.of()));
    }

    /** @return whether this run has removed the role from a scope */
    boolean wasRequired(DraftRole role) {
        return released.contains(role);
    }

    void put(DraftRole role) {
        namesakes(role).put(role.name(), role);
    }

    Action rename(DraftRole role, String name) {
        namesakes(role).remove(role.name());
        Action action = role.rename(name);
        put(role);
        return action;
    }

    /** Deletes a client role and removes it from composites, groups and scopes. */
    Action delete(DraftRole role) {
        vanish(role);
        return target -> role.ownClient().in(target).removeRole(role.in(target));
    }

    /** Removes a role from the draft; Keycloak deletes it together with its client. */
    void vanish(DraftRole role) {
        role.vanish();
        groups(role).forEach(group -> group.hasNoMore(role));
        groups.remove(role);
        List.copyOf(scopes(role)).forEach(scope -> unmap(scope, role));
        namesakes(role).remove(role.name());
    }

    /** Removes all requirements of a scope that is being deleted. */
    void vanish(DraftScope scope) {
        scope.roles().forEach(role -> release(scope, role));
    }

    /** Makes the scope require the role. */
    Action map(DraftScope scope, DraftRole role) {
        scopes.computeIfAbsent(role, key -> new LinkedHashSet<>()).add(scope);
        return scope.map(role);
    }

    Action unmap(DraftScope scope, DraftRole role) {
        release(scope, role);
        return scope.unmap(role);
    }

    Action give(DraftGroup group, DraftRole role) {
        groups.computeIfAbsent(role, key -> new LinkedHashSet<>()).add(group);
        return group.give(role);
    }

    private void release(DraftScope scope, DraftRole role) {
        Set<DraftScope> requiring = scopes.get(role);
        if (requiring != null) {
            requiring.remove(scope);
        }
        if (scope.isDefinable()) {
            released.add(role);
        }
    }

    private Map<String, DraftRole> namesakes(DraftRole role) {
        DraftClient client = role.client();
        return client == null ? ofRealm : ofClients.computeIfAbsent(client, key -> new HashMap<>());
    }
}
