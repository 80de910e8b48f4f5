package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.provisioning.Change.Kind;

/** What a definition changes is marked, so that it stays closed and this API's, should a role be deleted. */
final class OwnerMark {

    private final Changes changes;

    OwnerMark(Changes changes) {
        this.changes = changes;
    }

    /** @param clientId of the API that describes the scope, and has changed what it requires */
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
        // Nobody has said that logins are to be stopped for want of it.
        if (!isProtected) {
            changes.also(scope.setAttribute(PermissionScopes.PROTECTED, "true"));
            changes.also(scope.setAttribute(PermissionScopes.MARKED, "true"));
        }
        if (Ownership.apis(scope).isEmpty()) {
            write(scope, clientId);
        }
    }

    /** Says that this API describes the scope, now or from now on. */
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
