package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.Optional;

/**
 * Decides which scopes an API owns in a run: its own ones, and those that it takes over from an API that the same run
 * deletes. A scope that is taken over remains the same client scope.
 */
final class Succession {

    private final Draft draft;
    private final DraftClient api;
    private final Permissions permissions;
    private final Requirements requirements;

    Succession(Draft draft, DraftClient api, Permissions permissions, Requirements requirements) {
        this.draft = draft;
        this.api = api;
        this.permissions = permissions;
        this.requirements = requirements;
    }

    /** @return why this definition cannot rename the scope, as an error message */
    String whyNotOwned(DraftScope scope) {
        return Ownership.owner(scope)
                .map(owner -> "The API \"" + owner + "\" describes \"" + scope.name() + "\". Rename it there.")
                .orElse("The client scope \"" + scope.name()
                        + "\" belongs to no API, so this is not the definition to rename it. Leave this field out, or"
                        + " set its attribute " + PermissionScopes.API + " to \"" + api.clientId()
                        + "\" if it is meant.");
    }

    boolean isOwned(DraftScope scope) {
        Optional<String> owner = Ownership.owner(scope);
        return owner.filter(api.clientId()::equals).isPresent() || isGivenUp(scope);
    }

    /**
     * Prepares a scope for its new owner, before it is written. The foreign roles of the former owner's definition are
     * removed; its own roles are removed when it is deleted.
     *
     * @return whether the scope is new to this API: it comes from an API that is deleted, and this API did not share it
     */
    boolean takeOver(DraftScope scope, ScopeDefinition definition) {
        if (!isGivenUp(scope)) {
            return false;
        }
        if (definition.roles() == null) {
            requirements.unmapForeign(scope);
        }
        return permissions.own(scope).isEmpty();
    }

    private boolean isGivenUp(DraftScope scope) {
        return Ownership.owner(scope)
                .filter(owner -> draft.givesUp(owner, scope))
                .isPresent();
    }
}
