package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Removes scopes from one API: those that its definition no longer lists, or all if the API is deleted. */
final class ScopeDeletion {

    private final Draft draft;
    private final Changes changes;
    private final DraftClient api;
    private final Permissions permissions;
    private final Requirements requirements;

    ScopeDeletion(Run run, DraftClient api) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.api = api;
        this.permissions = new Permissions(run, api);
        this.requirements = new Requirements(run, api, permissions);
    }

    /** Removes the scope from this API, and deletes it if no other API has it and a definition has created it. */
    void delete(DraftScope scope) {
        Set<String> others = new TreeSet<>(Ownership.apis(scope));
        others.remove(api.clientId());
        List<DraftRole> own = permissions.own(scope);
        if (others.isEmpty() && !scope.isMade()) {
            changes.leave(
                    Kind.SCOPE,
                    scope.name(),
                    "No definition has made it. Delete it on Keycloak's page Client scopes if it is meant to go.");
        } else if (others.isEmpty()) {
            changes.delete(Kind.SCOPE, scope.name(), draft.delete(scope));
            changes.concerns(scope);
        } else {
            if (scope.isMade()
                    && Ownership.owner(scope).filter(api.clientId()::equals).isPresent()) {
                requirements.unmapForeign(scope);
                new OwnerMark(changes).write(scope, others.iterator().next());
            }
            own.stream()
                    .filter(role -> role.isMade() || scope.isMade())
                    .forEach(role -> requirements.unmap(scope, role));
        }
        own.forEach(permissions::release);
    }
}
