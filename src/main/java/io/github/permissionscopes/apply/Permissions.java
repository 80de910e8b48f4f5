package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The permissions of one API: its client roles, and which scope requires which role. */
final class Permissions {

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;
    private final AdministrativeRoles administrative;

    Permissions(Run run, DraftClient api) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
        this.administrative = new AdministrativeRoles(draft);
    }

    /** @return the scope's required roles that are this API's */
    List<DraftRole> own(DraftScope scope) {
        return scope.roles().stream().filter(this::isOwn).toList();
    }

    /** Renames the permission with its scope. Who has it keeps it. */
    void rename(DraftScope scope, String from, String to) {
        Optional<DraftRole> role = api.role(from).filter(scope::requires);
        if (role.isPresent() && api.role(to).isEmpty()) {
            changes.rename(Kind.PERMISSION, name(from), name(to), role.get().rename(to));
        }
    }

    /** @param owned whether this API's definition describes the scope, and so says all that it requires */
    void write(DraftScope scope, ScopeDefinition definition, boolean owned, String at) {
        List<DraftRole> is = scope.roles();
        boolean unsaid = definition.roles() == null;
        if (unsaid && is.stream().anyMatch(role -> owned || isOwn(role))) {
            return;
        }
        List<RoleReference> references = unsaid ? List.of(RoleReference.own(definition.name())) : definition.roles();
        Set<DraftRole> wanted = new LinkedHashSet<>();
        for (int i = 0; i < references.size(); i++) {
            role(references.get(i), definition, at + "/roles/" + i).ifPresent(wanted::add);
        }
        wanted.stream().filter(role -> !is.contains(role)).forEach(role -> map(scope, role, owned));
        is.stream()
                .filter(role -> !wanted.contains(role))
                // A role of another API is that API's to take out.
                .filter(role -> isOwn(role) || owned && role.client() == null)
                .forEach(role -> unmap(scope, role));
        String lost = scope.attribute(PermissionScopes.LOST_ROLES);
        if (owned && !unsaid && lost != null) {
            changes.remove(
                    Kind.SCOPE,
                    scope.name(),
                    PermissionScopes.LOST_ROLES,
                    lost,
                    scope.removeAttribute(PermissionScopes.LOST_ROLES));
            changes.concerns(scope);
        }
    }

    /** @return empty where there is none, which is noted */
    private Optional<DraftRole> role(RoleReference reference, ScopeDefinition scope, String at) {
        Optional<DraftRole> role =
                switch (reference.kind()) {
                    case OWN ->
                        Optional.of(api.role(reference.role()).orElseGet(() -> create(reference.role(), scope)));
                    case REALM -> found(draft.realmRole(reference.role()), reference, at);
                    case CLIENT -> clientRole(reference, at);
                };
        role.filter(administrative::contains)
                .ifPresent(found ->
                        problems.conflict(at, "\"" + found.name() + "\" is a role for administrators of Keycloak."));
        return role;
    }

    private Optional<DraftRole> clientRole(RoleReference reference, String at) {
        Optional<DraftClient> client = draft.client(reference.client());
        if (client.isEmpty()) {
            problems.unknownClient(at + "/client", reference.client());
            return Optional.empty();
        }
        return found(client.get().role(reference.role()), reference, at);
    }

    private Optional<DraftRole> found(Optional<DraftRole> role, RoleReference reference, String at) {
        if (role.isEmpty()) {
            problems.unknown(
                    at + "/role",
                    reference.client() == null ? reference.role() : reference.client(),
                    "There is no role \"" + reference.role() + "\".");
        }
        return role;
    }

    private DraftRole create(String name, ScopeDefinition scope) {
        boolean fits = scope.description() != null && scope.description().length() <= DefinitionCheck.LONGEST_NAME;
        DraftRole role = DraftRole.made(api, name, fits ? scope.description() : null);
        changes.create(Kind.PERMISSION, name(name), role.creation());
        return role;
    }

    private void map(DraftScope scope, DraftRole role, boolean owned) {
        changes.add(Kind.SCOPE, scope.name(), "roles", role.label(), scope.map(role));
        changes.concerns(scope);
        if (owned && scope.attribute(PermissionScopes.LOST_ROLES) != null) {
            changes.also(scope.removeAttribute(PermissionScopes.LOST_ROLES));
        }
    }

    void unmap(DraftScope scope, DraftRole role) {
        changes.remove(Kind.SCOPE, scope.name(), "roles", role.label(), scope.unmap(role));
        changes.concerns(scope);
    }

    void delete(DraftRole role) {
        Set<DraftRole> lost = role.withParts();
        changes.delete(Kind.PERMISSION, name(role.name()), role.delete());
        changes.concerns(lost);
    }

    private boolean isOwn(DraftRole role) {
        return role.client() == api;
    }

    private String name(String role) {
        return api.clientId() + "/" + role;
    }
}
