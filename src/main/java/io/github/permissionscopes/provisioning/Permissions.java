package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Creates, finds, renames and deletes the permissions of one API, which are client roles of its client. */
final class Permissions {

    private final Draft draft;
    private final DraftRoles roles;
    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;

    Permissions(Run run, DraftClient api) {
        this.draft = run.draft();
        this.roles = draft.roles();
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
    }

    /** @return the required roles of the scope that belong to this API */
    List<DraftRole> own(DraftScope scope) {
        return scope.roles().stream().filter(this::isOwn).toList();
    }

    /** Renames the permission together with its scope. Everybody who has it keeps it. */
    void rename(DraftScope scope, String from, String to) {
        Optional<DraftRole> role = roles.of(api, from).filter(scope::requires);
        if (role.isPresent() && roles.of(api, to).isEmpty()) {
            changes.rename(Kind.PERMISSION, name(from), name(to), roles.rename(role.get(), to));
        }
    }

    /**
     * @return the referenced role, created if it is this API's own; empty if it does not exist, which is reported as a
     *     problem
     */
    Optional<DraftRole> role(RoleReference reference, ScopeDefinition scope, String at) {
        return switch (reference.kind()) {
            case OWN -> Optional.of(ownRole(reference.role(), scope));
            case REALM -> found(roles.ofRealm(reference.role()), reference, at);
            case CLIENT -> clientRole(reference, at);
        };
    }

    /** @return the referenced role; empty if it does not exist. Nothing is created or reported */
    Optional<DraftRole> find(RoleReference reference) {
        return switch (reference.kind()) {
            case OWN -> roles.of(api, reference.role());
            case REALM -> roles.ofRealm(reference.role());
            case CLIENT -> draft.client(clientId(reference)).flatMap(client -> roles.of(client, reference.role()));
        };
    }

    DraftRole ownRole(String name, ScopeDefinition scope) {
        return roles.of(api, name).orElseGet(() -> create(name, scope));
    }

    private Optional<DraftRole> clientRole(RoleReference reference, String at) {
        Optional<DraftClient> client = draft.client(clientId(reference));
        if (client.isEmpty()) {
            problems.unknownClient(at + "/client", clientId(reference));
            return Optional.empty();
        }
        return found(roles.of(client.get(), reference.role()), reference, at);
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

    private static String clientId(RoleReference toClientRole) {
        return Objects.requireNonNull(toClientRole.client(), toClientRole.role());
    }

    private DraftRole create(String name, ScopeDefinition scope) {
        boolean fits = scope.description() != null && scope.description().length() <= DefinitionLimits.LONGEST_NAME;
        DraftRole role = DraftRole.made(api, name, fits ? scope.description() : null);
        roles.put(role);
        changes.create(Kind.PERMISSION, name(name), role.creation());
        return role;
    }

    /** Deletes a role that a scope no longer requires, unless something else needs it. */
    void release(DraftRole role) {
        if (goes(role)) {
            Set<DraftRole> lost = role.withParts();
            changes.delete(Kind.PERMISSION, name(role.name()), roles.delete(role));
            changes.concerns(lost);
        } else if (roles.scopes(role).stream()
                .noneMatch(scope -> scope.isMade() && Ownership.apis(scope).contains(api.clientId()))) {
            leave(role);
        }
    }

    /** Deletes the roles that lost their last scope in this run, unless something else needs them. */
    void releaseUnrequired() {
        unrequired().forEach(this::release);
    }

    /** Records the roles that lost their last scope in this run as left, for an API that the run does not define. */
    void leaveUnrequired() {
        unrequired().filter(DraftRole::isMade).forEach(this::leave);
    }

    private Stream<DraftRole> unrequired() {
        return roles.of(api).stream()
                .filter(roles::wasRequired)
                .filter(role -> roles.scopes(role).stream().noneMatch(DraftScope::isDefinable))
                .sorted(DraftRole.ORDER);
    }

    /** @return whether nothing needs the role, so that it can be deleted */
    boolean goes(DraftRole role) {
        return role.isMade() && role.parts().isEmpty() && roles.scopes(role).isEmpty();
    }

    void leave(DraftRole role) {
        changes.leave(Kind.PERMISSION, name(role.name()), whyItStays(role));
    }

    private String whyItStays(DraftRole role) {
        if (!role.isMade()) {
            return "No definition has made it. Delete it among the roles of its client if it is meant to go.";
        }
        return roles.scopes(role).stream()
                .findFirst()
                .map(scope -> "The client scope \"" + scope.name() + "\" requires it.")
                .orElse(
                        role.parts().isEmpty()
                                ? "No scope requires it any more. Delete it among the roles of its client if it is meant"
                                        + " to go."
                                : "Somebody has made more of it since: it contains other roles.");
    }

    boolean isOwn(DraftRole role) {
        return role.client() == api;
    }

    private String name(String role) {
        return api.clientId() + "/" + role;
    }
}
