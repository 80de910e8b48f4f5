package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.provisioning.Change.Kind;

/**
 * Marks a scope that a definition changes with its owner and as protected, so that it keeps its owner and stays closed
 * if a role is deleted later.
 */
final class OwnerMark {

    private final Changes changes;

    OwnerMark(Changes changes) {
        this.changes = changes;
    }

    /** @param clientId client ID of the API that owns the scope and has changed its required roles */
    void keepClosed(DraftScope scope, String clientId) {
        boolean isProtected = Boolean.parseBoolean(scope.attribute(PermissionScopes.PROTECTED));
        if (scope.isMade() && isProtected) {
            return;
        }
        if (!DefaultScope.isLeftToKeycloak(scope)) {
            changes.also(scope.setAttribute(PermissionScopes.API, clientId));
            changes.also(scope.setAttribute(PermissionScopes.PROTECTED, "true"));
            return;
        }
        // The attributes of a default scope would make the rule apply to it and stop logins, which nobody has asked
        // for.
        if (!isProtected) {
            changes.also(scope.setAttribute(PermissionScopes.PROTECTED, "true"));
            changes.also(scope.setAttribute(PermissionScopes.MARKED, "true"));
        }
        if (Ownership.apis(scope).isEmpty()) {
            write(scope, clientId);
        }
    }

    /** Makes this API the owner of the scope. */
    void write(DraftScope scope, String clientId) {
        changes.set(
                Kind.SCOPE,
                scope.name(),
                PermissionScopes.API,
                scope.attribute(PermissionScopes.API),
                clientId,
                value -> scope.setAttribute(PermissionScopes.API, value));
    }
}
