package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.GroupDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

/** Writes groups and gives them realm roles. */
final class GroupWriter {

    private final Changes changes;
    private final RealmModel realm;
    private final AdministrativeRoles administrative;

    /** Groups by name, by the id of the group above them: read once, since a bundle may have many. */
    private final Map<String, Map<String, GroupModel>> children = new HashMap<>();

    GroupWriter(RealmModel realm, Changes changes) {
        this.changes = changes;
        this.realm = realm;
        this.administrative = new AdministrativeRoles(realm);
    }

    /** @param at JSON pointer to the definition */
    void write(GroupDefinition definition, String at) {
        GroupModel group = null;
        StringBuilder path = new StringBuilder();
        for (String name : definition.path().substring(1).split("/")) {
            path.append('/').append(name);
            group = child(group, name, path.toString());
        }
        for (int i = 0; i < definition.roles().size(); i++) {
            give(group, definition, definition.roles().get(i), at + "/roles/" + i);
        }
    }

    private void give(GroupModel group, GroupDefinition definition, String name, String at) {
        RoleModel role = realm.getRole(name);
        if (role == null) {
            throw new InvalidDefinitionException(at, "There is no realm role \"" + name + "\".");
        }
        if (administrative.contains(role)) {
            throw new ConflictException(at, "\"" + name + "\" is a role for administrators of Keycloak.");
        }
        if (!group.hasDirectRole(role)) {
            changes.add(Kind.GROUP, definition.path(), "roles", name);
            changes.concerns(RoleUtils.expandCompositeRoles(Set.of(role)));
            group.grantRole(role);
        }
    }

    private GroupModel child(GroupModel parent, String name, String path) {
        return children.computeIfAbsent(parent == null ? "" : parent.getId(), id -> children(parent))
                .computeIfAbsent(name, missing -> {
                    changes.create(Kind.GROUP, path);
                    return parent == null ? realm.createGroup(name) : realm.createGroup(name, parent);
                });
    }

    private Map<String, GroupModel> children(GroupModel parent) {
        return (parent == null ? realm.getTopLevelGroupsStream() : parent.getSubGroupsStream())
                .collect(Collectors.toMap(GroupModel::getName, Function.identity(), (first, other) -> first));
    }
}
