package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the required roles of the scopes that one API owns. */
final class Requirements {

    private final Changes changes;
    private final Problems problems;
    private final DraftRoles roles;
    private final DraftClient api;
    private final Permissions permissions;
    private final AdministrativeRoles administrative;
    private final OwnerMark mark;

    Requirements(Run run, DraftClient api, Permissions permissions) {
        this.changes = run.changes();
        this.problems = run.problems();
        this.roles = run.draft().roles();
        this.api = api;
        this.permissions = permissions;
        this.administrative = new AdministrativeRoles(run.draft());
        this.mark = new OwnerMark(run.changes());
    }

    /** Creates the API's own roles that {@link #write} needs; definitions of other APIs may refer to them. */
    void prepare(Optional<DraftScope> scope, ScopeDefinition definition) {
        boolean owned =
                scope.flatMap(Ownership::owner).map(api.clientId()::equals).orElse(true);
        if (scope.isEmpty() || !isUnsaid(scope.get(), definition, owned)) {
            references(definition).stream()
                    .filter(reference -> reference.kind() == RoleReference.Kind.OWN)
                    .forEach(reference -> permissions.ownRole(reference.role(), definition));
        }
    }

    /** @return whether the definition leaves the required roles as they are, even if none is left */
    boolean isUnsaid(DraftScope scope, ScopeDefinition definition, boolean owned) {
        return definition.roles() == null
                && (owned ? !hasNever(scope) : scope.roles().stream().anyMatch(permissions::isOwn));
    }

    /**
     * @return whether the scope never had required roles, or lost them together with an API that is now created again
     */
    private boolean hasNever(DraftScope scope) {
        return isLeftOpen(scope) || scope.roles().isEmpty() && api.isNew();
    }

    /** @return whether everybody may have the scope because nobody has decided otherwise */
    static boolean isLeftOpen(DraftScope scope) {
        return DraftHolders.isEverybodys(scope) && scope.attribute(PermissionScopes.PROTECTED) == null;
    }

    static List<RoleReference> references(ScopeDefinition definition) {
        return definition.roles() == null ? List.of(RoleReference.own(definition.name())) : definition.roles();
    }

    /**
     * Writes the required roles of a scope that this API owns. Its definition lists all of them, except roles of APIs
     * that share the scope.
     *
     * @param isNew whether the scope did not belong to this API before
     */
    void write(DraftScope scope, ScopeDefinition definition, boolean isNew, String at) {
        List<DraftRole> is = scope.roles();
        saysOwnNoMore(scope);
        if (!isNew && isUnsaid(scope, definition, true)) {
            return;
        }
        List<RoleReference> references = references(definition);
        Set<DraftRole> wanted = new LinkedHashSet<>();
        for (int i = 0; i < references.size(); i++) {
            String where = at + "/roles/" + i;
            permissions.role(references.get(i), definition, where).ifPresent(role -> {
                if (!is.contains(role)) {
                    checkNew(role, where);
                }
                wanted.add(role);
            });
        }
        wanted.stream().filter(role -> !is.contains(role)).forEach(role -> {
            map(scope, role);
            if (role.client() != null && !permissions.isOwn(role)) {
                says(scope, Ownership.with(scope, role));
            }
            if (scope.attribute(PermissionScopes.LOST_ROLES) != null) {
                changes.also(scope.setAttribute(PermissionScopes.LOST_ROLES, null));
            }
        });
        wanted.stream()
                .filter(role -> isOfOneThatGoes(role) && !Ownership.says(scope, role))
                .forEach(role -> says(scope, Ownership.with(scope, role)));
        is.stream()
                .filter(role -> !wanted.contains(role))
                // A role that a definition cannot name is not removed by leaving it out.
                .filter(DraftRole::isExpressible)
                // A role of another API that has the scope can only be removed by that API's definition.
                .filter(role -> permissions.isOwn(role) || role.client() == null || Ownership.isForeign(scope, role))
                .forEach(role -> unmap(scope, role));
        if (!is.equals(scope.roles())) {
            mark.keepClosed(scope, api.clientId());
        }
        checkOwned(scope, at);
        String lost = scope.attribute(PermissionScopes.LOST_ROLES);
        if (definition.roles() != null && lost != null) {
            changes.remove(
                    Kind.SCOPE,
                    scope.name(),
                    PermissionScopes.LOST_ROLES,
                    lost,
                    scope.setAttribute(PermissionScopes.LOST_ROLES, null));
            changes.concerns(scope);
        }
    }

    /**
     * Tells whether the role belongs to another API that this run deletes. The scope still requires the role, so the
     * role stays.
     */
    private boolean isOfOneThatGoes(DraftRole role) {
        return role.client() != null && role.client().isLeaving() && !permissions.isOwn(role);
    }

    /**
     * Reports a conflict if the scope requires roles of other APIs, but none of this API, and so would belong to them.
     */
    private void checkOwned(DraftScope scope, String at) {
        Set<String> apis = Ownership.apis(scope);
        if (!apis.contains(api.clientId())) {
            problems.conflict(
                    at + "/roles",
                    "The scope \"" + scope.name() + "\" would be a scope of \"" + String.join("\", \"", apis)
                            + "\" alone, whose roles it requires. Name a role of this API, too.");
        }
    }

    /** Removes this API's own roles from the list of foreign roles, where another definition has entered them. */
    void saysOwnNoMore(DraftScope scope) {
        scope.roles().stream()
                .filter(role -> permissions.isOwn(role) && Ownership.says(scope, role))
                .forEach(role -> says(scope, Ownership.without(scope, role)));
    }

    /**
     * Checks a role that the scope did not require before. A role that it already requires may stay, even an
     * administrative one.
     */
    void checkNew(DraftRole role, String at) {
        if (administrative.contains(role)) {
            problems.conflict(at, "\"" + role.name() + "\" is a role for administrators of Keycloak.");
        }
    }

    void map(DraftScope scope, DraftRole role) {
        changes.add(Kind.SCOPE, scope.name(), "roles", role.label(), roles.map(scope, role));
        changes.concerns(scope);
    }

    private void says(DraftScope scope, @Nullable String foreignRoles) {
        changes.set(
                Kind.SCOPE,
                scope.name(),
                PermissionScopes.FOREIGN_ROLES,
                scope.attribute(PermissionScopes.FOREIGN_ROLES),
                foreignRoles,
                value -> scope.setAttribute(PermissionScopes.FOREIGN_ROLES, value));
    }

    void unmap(DraftScope scope, DraftRole role) {
        if (Ownership.says(scope, role)) {
            says(scope, Ownership.without(scope, role));
        }
        changes.remove(Kind.SCOPE, scope.name(), "roles", role.label(), roles.unmap(scope, role));
        changes.concerns(scope);
    }

    /** Removes the foreign roles of a scope that another API takes over. */
    void unmapForeign(DraftScope scope) {
        scope.roles().stream()
                .filter(role -> Ownership.isForeign(scope, role) && role.isExpressible())
                .forEach(role -> unmap(scope, role));
    }
}
