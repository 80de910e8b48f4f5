package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The permissions of one API: its client roles. */
final class Permissions {

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final DraftClient api;

    Permissions(Run run, DraftClient api) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.api = api;
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

    /** @return empty where there is none, which is noted */
    Optional<DraftRole> role(RoleReference reference, ScopeDefinition scope, String at) {
        return switch (reference.kind()) {
            case OWN -> Optional.of(ownRole(reference.role(), scope));
            case REALM -> found(draft.realmRole(reference.role()), reference, at);
            case CLIENT -> clientRole(reference, at);
        };
    }

    /** @return as above; nothing is made or noted */
    Optional<DraftRole> find(RoleReference reference) {
        return switch (reference.kind()) {
            case OWN -> api.role(reference.role());
            case REALM -> draft.realmRole(reference.role());
            case CLIENT -> draft.client(clientId(reference)).flatMap(client -> client.role(reference.role()));
        };
    }

    DraftRole ownRole(String name, ScopeDefinition scope) {
        return api.role(name).orElseGet(() -> create(name, scope));
    }

    private Optional<DraftRole> clientRole(RoleReference reference, String at) {
        Optional<DraftClient> client = draft.client(clientId(reference));
        if (client.isEmpty()) {
            problems.unknownClient(at + "/client", clientId(reference));
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

    private static String clientId(RoleReference toClientRole) {
        return Objects.requireNonNull(toClientRole.client(), toClientRole.role());
    }

    private DraftRole create(String name, ScopeDefinition scope) {
        boolean fits = scope.description() != null && scope.description().length() <= DefinitionCheck.LONGEST_NAME;
        DraftRole role = DraftRole.made(api, name, fits ? scope.description() : null);
        changes.create(Kind.PERMISSION, name(name), role.creation());
        return role;
    }

    /** A scope that required the role is taken away from the API. The role goes, if nothing keeps it. */
    void release(DraftRole role) {
        if (goes(role)) {
            Set<DraftRole> lost = role.withParts();
            changes.delete(Kind.PERMISSION, name(role.name()), role.delete());
            changes.concerns(lost);
        } else if (role.scopes().stream()
                .noneMatch(scope -> scope.isMade() && Ownership.apis(scope).contains(api.clientId()))) {
            leave(role);
        }
    }

    /** As above, of the roles of which this run has taken the last scope away. */
    void releaseUnrequired() {
        unrequired().forEach(this::release);
    }

    /** As above, of an API that the run is not about: they stay. */
    void leaveUnrequired() {
        unrequired().filter(DraftRole::isMade).forEach(this::leave);
    }

    private Stream<DraftRole> unrequired() {
        return api.roles().stream()
                .filter(DraftRole::wasRequired)
                .filter(role -> role.scopes().stream().noneMatch(DraftScope::isDefinable))
                .sorted(DraftRole.ORDER);
    }

    /** @return whether nothing keeps the role */
    boolean goes(DraftRole role) {
        return role.isMade() && role.parts().isEmpty() && role.scopes().isEmpty();
    }

    void leave(DraftRole role) {
        changes.leave(Kind.PERMISSION, name(role.name()), whyItStays(role));
    }

    private static String whyItStays(DraftRole role) {
        if (!role.isMade()) {
            return "No definition has made it. Delete it among the roles of its client if it is meant to go.";
        }
        return role.scopes().stream()
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
