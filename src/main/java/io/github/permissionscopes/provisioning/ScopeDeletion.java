package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes scopes away from one API: those that its definition does not list any more, or all of them. */
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

    /** Takes the scope away from this API; from the realm, if no other API has it. */
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
