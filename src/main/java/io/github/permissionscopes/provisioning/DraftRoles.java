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
 * The roles of a draft by name, and which client scopes require each, and which groups give it. Scopes and groups know
 * their roles; what changes that goes through here, so that the way back is known too.
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

    /** @return the client scopes that it is mapped to, of whichever protocol */
    Set<DraftScope> scopes(DraftRole role) {
        return Collections.unmodifiableSet(scopes.getOrDefault(role, Set.of()));
    }

    /** @return the groups that give it to their members */
    Set<DraftGroup> groups(DraftRole role) {
        return Collections.unmodifiableSet(groups.getOrDefault(role, Set.of()));
    }

    /** @return whether a scope has required it until this run */
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

    /** Of a client role, which is taken out of all that it is in. */
    Action delete(DraftRole role) {
        vanish(role);
        return target -> role.ownClient().in(target).removeRole(role.in(target));
    }

    /** As above, with its client: there is nothing else to do. */
    void vanish(DraftRole role) {
        role.vanish();
        groups(role).forEach(group -> group.hasNoMore(role));
        groups.remove(role);
        List.copyOf(scopes(role)).forEach(scope -> unmap(scope, role));
        namesakes(role).remove(role.name());
    }

    /** The scope goes: it requires nothing any more. */
    void vanish(DraftScope scope) {
        scope.roles().forEach(role -> release(scope, role));
    }

    /** The scope requires the role from now on. */
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
