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

/** Which roles the scopes of one API require. */
final class Requirements {

    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;
    private final Permissions permissions;
    private final AdministrativeRoles administrative;
    private final OwnerMark mark;

    Requirements(Run run, DraftClient api, Permissions permissions) {
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
        this.permissions = permissions;
        this.administrative = new AdministrativeRoles(run.draft());
        this.mark = new OwnerMark(run.changes());
    }

    /** As {@link #write}, but only makes the API's own roles: the definition of another API may name them. */
    void prepare(Optional<DraftScope> scope, ScopeDefinition definition) {
        boolean owned =
                scope.flatMap(Ownership::owner).map(api.clientId()::equals).orElse(true);
        if (scope.isEmpty() || !isUnsaid(scope.get(), definition, owned)) {
            references(definition).stream()
                    .filter(reference -> reference.kind() == RoleReference.Kind.OWN)
                    .forEach(reference -> permissions.ownRole(reference.role(), definition));
        }
    }

    /** @return whether what the scope requires stays as it is, also where that is nothing any more */
    boolean isUnsaid(DraftScope scope, ScopeDefinition definition, boolean owned) {
        return definition.roles() == null
                && (owned ? !hasNever(scope) : scope.roles().stream().anyMatch(permissions::isOwn));
    }

    /** @return whether nobody has decided what it requires, or the API went with the role that it required */
    private boolean hasNever(DraftScope scope) {
        return isLeftOpen(scope) || scope.roles().isEmpty() && api.isNew();
    }

    /** @return whether everybody may have it, though nobody has said so */
    static boolean isLeftOpen(DraftScope scope) {
        return DraftHolders.isEverybodys(scope) && scope.attribute(PermissionScopes.PROTECTED) == null;
    }

    static List<RoleReference> references(ScopeDefinition definition) {
        return definition.roles() == null ? List.of(RoleReference.own(definition.name())) : definition.roles();
    }

    /**
     * Of a scope that this API's definition describes, which says all that it requires.
     *
     * @param isNew whether the scope was not there before
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
                // No definition can say it, so none takes it out by leaving it out.
                .filter(DraftRole::isExpressible)
                // The role of another API that has the scope is that API's to take out.
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

    /** It has had the scope until now. The scope requires the role all the same, so the role stays. */
    private boolean isOfOneThatGoes(DraftRole role) {
        return role.client() != null && role.client().isLeaving() && !permissions.isOwn(role);
    }

    /** Another API has it by a role of its own, and this one has none. */
    private void checkOwned(DraftScope scope, String at) {
        Set<String> apis = Ownership.apis(scope);
        if (!apis.contains(api.clientId())) {
            problems.conflict(
                    at + "/roles",
                    "The scope \"" + scope.name() + "\" would be a scope of \"" + String.join("\", \"", apis)
                            + "\" alone, whose roles it requires. Name a role of this API, too.");
        }
    }

    /** What another definition has said of a role that is this API's own. */
    void saysOwnNoMore(DraftScope scope) {
        scope.roles().stream()
                .filter(role -> permissions.isOwn(role) && Ownership.says(scope, role))
                .forEach(role -> says(scope, Ownership.without(scope, role)));
    }

    /** What is required already may stay, whatever it is. */
    void checkNew(DraftRole role, String at) {
        if (administrative.contains(role)) {
            problems.conflict(at, "\"" + role.name() + "\" is a role for administrators of Keycloak.");
        }
    }

    void map(DraftScope scope, DraftRole role) {
        changes.add(Kind.SCOPE, scope.name(), "roles", role.label(), scope.map(role));
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
        changes.remove(Kind.SCOPE, scope.name(), "roles", role.label(), scope.unmap(role));
        changes.concerns(scope);
    }

    /** Of a scope that another API takes over. */
    void unmapForeign(DraftScope scope) {
        scope.roles().stream()
                .filter(role -> Ownership.isForeign(scope, role) && role.isExpressible())
                .forEach(role -> unmap(scope, role));
    }
}
