package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.GroupDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;

/** Writes group definitions into the draft: it creates missing groups and gives them realm roles. */
final class GroupWriter {

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final AdministrativeRoles administrative;

    GroupWriter(Run run) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.administrative = new AdministrativeRoles(draft);
    }

    /** @param at JSON pointer to the definition */
    void write(GroupDefinition definition, String at) {
        DraftGroup group = draft.top();
        for (String name : definition.path().substring(1).split("/", -1)) {
            DraftGroup above = group;
            group = above.child(name).orElseGet(() -> create(name, above));
        }
        for (int i = 0; i < definition.roles().size(); i++) {
            give(group, definition.roles().get(i), at + "/roles/" + i);
        }
    }

    private DraftGroup create(String name, DraftGroup above) {
        DraftGroup group = DraftGroup.made(name, above);
        changes.create(Kind.GROUP, group.path(), group.creation());
        return group;
    }

    private void give(DraftGroup group, String name, String at) {
        DraftRole role = draft.roles().ofRealm(name).orElse(null);
        if (role == null) {
            problems.unknown(at, name, "There is no realm role \"" + name + "\".");
            return;
        }
        if (!group.roles().contains(role)) {
            if (administrative.contains(role)) {
                problems.conflict(at, "\"" + name + "\" is a role for administrators of Keycloak.");
            }
            changes.add(Kind.GROUP, group.path(), "roles", name, draft.roles().give(group, role));
            changes.concerns(role.withParts());
        }
    }
}
