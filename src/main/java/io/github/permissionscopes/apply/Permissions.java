package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.lifecycle.LostPermission;
import io.github.permissionscopes.lifecycle.ScopeMarks;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The permissions of one API: its client roles, and which scope requires which role. */
final class Permissions {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClientModel api;
    private final Changes changes;
    private final Map<String, RoleModel> roles = new HashMap<>();

    Permissions(KeycloakSession session, RealmModel realm, ClientModel api, Changes changes) {
        this.session = session;
        this.realm = realm;
        this.api = api;
        this.changes = changes;
        api.getRolesStream().forEach(role -> roles.put(role.getName(), role));
    }

    /** @return the scope's required roles that are this API's */
    List<RoleModel> own(ClientScopeModel scope) {
        return ProtectedScopes.requiredPermissions(scope).stream()
                .filter(this::isOwn)
                .toList();
    }

    /** Renames the permission with its scope. Who has it keeps it. */
    void rename(ClientScopeModel scope, String from, String to) {
        RoleModel role = roles.get(from);
        if (role == null || roles.containsKey(to) || !scope.hasDirectScope(role)) {
            return;
        }
        changes.rename(Kind.PERMISSION, name(from), name(to));
        roles.remove(from);
        roles.put(to, role);
        RoleRename.rename(session, realm, role, to);
    }

    /** @param owned whether this API's definition describes the scope, and so says all that it requires */
    void write(ClientScopeModel scope, ScopeDefinition definition, boolean owned, String at) {
        List<RoleModel> is = ProtectedScopes.requiredPermissions(scope);
        boolean unsaid = definition.roles() == null;
        if (unsaid && is.stream().anyMatch(role -> owned || isOwn(role))) {
            return;
        }
        List<RoleReference> references = unsaid ? List.of(RoleReference.own(definition.name())) : definition.roles();
        Map<String, RoleModel> wanted = new LinkedHashMap<>();
        for (int i = 0; i < references.size(); i++) {
            RoleModel role = role(references.get(i), definition, at + "/roles/" + i);
            wanted.put(role.getId(), role);
        }
        wanted.values().stream().filter(role -> !is.contains(role)).forEach(role -> map(scope, role, owned));
        is.stream()
                .filter(role -> !wanted.containsKey(role.getId()))
                // A role of another API is that API's to take out.
                .filter(role -> isOwn(role) || owned && !role.isClientRole())
                .forEach(role -> unmap(scope, role));
        String lost = scope.getAttribute(PermissionScopes.LOST_ROLES);
        if (owned && !unsaid && lost != null) {
            changes.remove(Kind.SCOPE, scope.getName(), PermissionScopes.LOST_ROLES, lost);
            changes.concerns(scope);
            scope.removeAttribute(PermissionScopes.LOST_ROLES);
        }
    }

    private RoleModel role(RoleReference reference, ScopeDefinition scope, String at) {
        RoleModel role =
                switch (reference.kind()) {
                    case OWN -> roles.computeIfAbsent(reference.role(), name -> create(name, scope));
                    case REALM -> realm.getRole(reference.role());
                    case CLIENT -> clientRole(reference, at);
                };
        if (role == null) {
            throw new InvalidDefinitionException(at + "/role", "There is no role \"" + reference.role() + "\".");
        }
        if (new AdministrativeRoles(realm).contains(role)) {
            throw new ConflictException(at, "\"" + role.getName() + "\" is a role for administrators of Keycloak.");
        }
        return role;
    }

    private RoleModel clientRole(RoleReference reference, String at) {
        ClientModel client = realm.getClientByClientId(reference.client());
        if (client == null) {
            throw ApiWriter.unknownClient(at + "/client", reference.client());
        }
        return client.getRole(reference.role());
    }

    private RoleModel create(String name, ScopeDefinition scope) {
        changes.create(Kind.PERMISSION, name(name));
        RoleModel role = api.addRole(name);
        if (scope.description() != null && scope.description().length() <= DefinitionCheck.LONGEST_NAME) {
            role.setDescription(scope.description());
        }
        return role;
    }

    private void map(ClientScopeModel scope, RoleModel role, boolean owned) {
        changes.add(Kind.SCOPE, scope.getName(), "roles", label(role));
        changes.concerns(scope);
        scope.addScopeMapping(role);
        ScopeMarks.mark(session, scope);
        if (owned) {
            scope.removeAttribute(PermissionScopes.LOST_ROLES);
        }
    }

    void unmap(ClientScopeModel scope, RoleModel role) {
        changes.remove(Kind.SCOPE, scope.getName(), "roles", label(role));
        changes.concerns(scope);
        scope.deleteScopeMapping(role);
        LostPermission.takenOff(session, scope, role);
    }

    void delete(RoleModel role) {
        changes.delete(Kind.PERMISSION, name(role.getName()));
        roles.remove(role.getName());
        api.removeRole(role);
    }

    private boolean isOwn(RoleModel role) {
        return role.isClientRole() && role.getContainerId().equals(api.getId());
    }

    private String name(String role) {
        return api.getClientId() + "/" + role;
    }

    /** @return the role's name, of a client role behind its client's ID */
    static String label(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + "/" + role.getName()
                : role.getName();
    }
}
