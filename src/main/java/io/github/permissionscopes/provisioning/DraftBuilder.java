package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a draft from the rows that were read: it turns rows with ids into linked objects. */
final class DraftBuilder {

    private final RealmRows rows;
    private final Draft draft;
    private final DraftRoles roles;

    private DraftBuilder(RealmRows rows) {
        this.rows = rows;
        this.draft = new Draft(rows.realmName());
        this.roles = draft.roles();
    }

    /** @return a new draft at each call */
    static Draft draft(RealmRows rows) {
        return new DraftBuilder(rows).build();
    }

    private Draft build() {
        Map<String, DraftClient> clientsById = clients();
        Map<String, DraftRole> rolesById = roles(clientsById);
        scopes(clientsById, rolesById);
        groups(rolesById);
        return draft;
    }

    private Map<String, DraftClient> clients() {
        Map<String, DraftClient> byId = new HashMap<>();
        AdministrativeRoles administrative = new AdministrativeRoles(draft);
        Set<Object> registered = new HashSet<>();
        for (Object[] row : rows.clients()) {
            if (row[5] != null) {
                registered.add(row[0]);
            }
            DraftClient client = new DraftClient(
                    (String) row[0], (String) row[1], (String) row[2], (String) row[3], (boolean) row[4]);
            if (administrative.isInternal(client.clientId())) {
                client.markInternal();
            }
            byId.put(client.id(), client);
            draft.put(client);
        }
        for (Object[] row : rows.clientAttributes()) {
            // A client that registered itself chose its attributes; they do not come from a definition.
            if (registered.contains(row[0]) && PermissionScopes.OWN_ATTRIBUTES.contains((String) row[1])) {
                continue;
            }
            with(byId, row[0], client -> client.put((String) row[1], (String) row[2]));
        }
        return byId;
    }

    private Map<String, DraftRole> roles(Map<String, DraftClient> clientsById) {
        Map<String, DraftRole> byId = new HashMap<>();
        for (Object[] row : rows.roles()) {
            DraftClient client = clientsById.get(row[1]);
            if (row[1] == null || client != null) {
                DraftRole role = new DraftRole((String) row[0], client, (String) row[2], (String) row[3]);
                byId.put(role.id(), role);
                roles.put(role);
            }
        }
        for (Object[] row : rows.definedRoles()) {
            if (Boolean.parseBoolean((String) row[1])) {
                with(byId, row[0], DraftRole::markMade);
            }
        }
        for (Object[] row : rows.parts()) {
            with(byId, row[0], whole -> with(byId, row[1], whole::add));
        }
        return byId;
    }

    private void scopes(Map<String, DraftClient> clientsById, Map<String, DraftRole> rolesById) {
        Map<String, DraftScope> byId = new HashMap<>();
        for (Object[] row : rows.scopes()) {
            byId.put((String) row[0], new DraftScope((String) row[0], (String) row[1], (String) row[2], (String)
                    row[3]));
            draft.put(byId.get(row[0]));
        }
        for (Object[] row : rows.scopeAttributes()) {
            if (PermissionScopes.API.equals(row[1])) {
                with(byId, row[0], scope -> draft.describes((String) row[2], scope));
            } else {
                with(byId, row[0], scope -> scope.put((String) row[1], (String) row[2]));
            }
        }
        for (Object[] row : rows.mappings()) {
            with(byId, row[0], scope -> with(rolesById, row[1], role -> roles.map(scope, role)));
        }
        for (Object[] row : rows.assignments()) {
            DraftClient client = clientsById.get(row[1]);
            // Keycloak ignores assignments that a client kept from a time when it had another protocol.
            if (client != null && client.isOpenIdConnect()) {
                with(byId, row[0], scope -> scope.assignments().put(client.clientId(), (boolean) row[2]));
            }
        }
        for (Object[] row : rows.realmAssignments()) {
            RealmAssignment read = (boolean) row[1] ? RealmAssignment.DEFAULT : RealmAssignment.OPTIONAL;
            with(byId, row[0], scope -> scope.assignments().put(read));
        }
    }

    private void groups(Map<String, DraftRole> rolesById) {
        Map<String, Object[]> rowsById = new LinkedHashMap<>();
        rows.groups().forEach(row -> rowsById.put((String) row[0], row));
        Map<String, DraftGroup> byId = new HashMap<>();
        rowsById.keySet().forEach(id -> group(id, rowsById, byId));
        for (Object[] row : rows.definedGroups()) {
            if (Boolean.parseBoolean((String) row[1])) {
                with(byId, row[0], DraftGroup::markMade);
            }
        }
        for (Object[] row : rows.groupRoles()) {
            with(byId, row[0], group -> with(rolesById, row[1], role -> roles.give(group, role)));
        }
    }

    /** Creates a group after its parents. */
    private DraftGroup group(@Nullable String id, Map<String, Object[]> rowsById, Map<String, DraftGroup> byId) {
        DraftGroup known = byId.get(id);
        Object[] row = rowsById.get(id);
        if (id == null || known != null || row == null) {
            return known == null ? draft.top() : known;
        }
        DraftGroup group = new DraftGroup(id, (String) row[2], group((String) row[1], rowsById, byId));
        byId.put(id, group);
        return group;
    }

    private static <T> void with(Map<String, T> byId, Object id, Consumer<T> work) {
        T found = byId.get(id);
        if (found != null) {
            work.accept(found);
        }
    }
}
