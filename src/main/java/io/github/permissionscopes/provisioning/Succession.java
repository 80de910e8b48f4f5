package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.Optional;

/**
 * Which scopes one API describes: its own, and those of an API that goes in the same run. They stay the same client
 * scopes.
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

    /** @return why another definition is the one to rename it */
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
     * Before the scope is described as this API's. What the other API's definition says of roles goes with it; its own
     * roles are taken off when it goes.
     *
     * @return whether the scope is new to this API: it is one of an API that goes, and this API has not shared it
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
