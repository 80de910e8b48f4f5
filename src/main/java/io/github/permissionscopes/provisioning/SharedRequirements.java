package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the roles that an API adds to a scope that another API owns. The owner's definition decides about all other
 * roles.
 */
final class SharedRequirements {

    private final Problems problems;
    private final DraftClient api;
    private final Permissions permissions;
    private final Requirements requirements;
    private final OwnerMark mark;

    SharedRequirements(Run run, DraftClient api, Permissions permissions, Requirements requirements) {
        this.problems = run.problems();
        this.api = api;
        this.permissions = permissions;
        this.requirements = requirements;
        this.mark = new OwnerMark(run.changes());
    }

    void write(DraftScope scope, ScopeDefinition definition, String at) {
        Optional<String> owner = Ownership.owner(scope);
        if (owner.isEmpty()) {
            problems.conflict(
                    at + "/name",
                    "The client scope \"" + scope.name()
                            + "\" is there already and belongs to no API. Choose another"
                            + " name, or set its attribute " + PermissionScopes.API + " to \"" + api.clientId()
                            + "\" if it is meant.");
            return;
        }
        List<DraftRole> is = scope.roles();
        requirements.saysOwnNoMore(scope);
        if (requirements.isUnsaid(scope, definition, false)) {
            return;
        }
        List<RoleReference> references = Requirements.references(definition);
        Set<DraftRole> own = new LinkedHashSet<>();
        for (int i = 0; i < references.size(); i++) {
            String where = at + "/roles/" + i;
            permissions
                    .role(references.get(i), definition, where)
                    .filter(permissions::isOwn)
                    .filter(own::add)
                    .filter(role -> !is.contains(role))
                    .ifPresent(role -> requirements.checkNew(role, where));
        }
        if (own.isEmpty()) {
            problems.conflict(
                    at + "/roles",
                    "Another API describes the scope \"" + scope.name()
                            + "\". This one has it by a role of its own only:" + " name one, or leave the scope out.");
            return;
        }
        own.stream().filter(role -> !is.contains(role)).forEach(role -> requirements.map(scope, role));
        is.stream()
                .filter(role -> permissions.isOwn(role) && role.isExpressible() && !own.contains(role))
                .forEach(role -> requirements.unmap(scope, role));
        keepOwner(scope, owner.get(), at);
    }

    /**
     * Keeps the owner of the scope. If it changed, roles of others that the owner's definition has added would be
     * removed.
     */
    private void keepOwner(DraftScope scope, String owner, String at) {
        if (Ownership.apis(scope).contains(owner)) {
            if (!Ownership.owner(scope).filter(owner::equals).isPresent()) {
                mark.write(scope, owner);
            }
        } else {
            problems.conflict(
                    at + "/name",
                    "The scope \"" + scope.name() + "\" is one of \"" + owner + "\" only because its attribute "
                            + PermissionScopes.API + " says so. It would be taken away from \"" + owner
                            + "\" with a role of \"" + api.clientId() + "\". Let the definition of \"" + owner
                            + "\" list it with a role of \"" + owner + "\" first.");
        }
    }

    /** Checks, after all APIs are written, that the scope requires the roles that this definition lists. */
    void check(DraftScope scope, ScopeDefinition definition, String owner, String at) {
        List<RoleReference> references = definition.roles() == null ? List.of() : definition.roles();
        for (int i = 0; i < references.size(); i++) {
            Optional<DraftRole> role = permissions.find(references.get(i));
            if (role.isPresent() && !scope.requires(role.get())) {
                problems.conflict(
                        at + "/roles/" + i,
                        "The API \"" + owner + "\" describes this scope, and says which roles of others it requires."
                                + " Name \"" + role.get().name() + "\" there.");
            }
        }
    }
}
