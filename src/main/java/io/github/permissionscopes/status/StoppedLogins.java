package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.realm.ScopeProtection;
import java.util.stream.Collectors;

/** Describes in words whose logins a default scope stops. */
final class StoppedLogins {

    private StoppedLogins() {}

    static String of(ScopeFacts scope) {
        if (scope.requiresPermission() && scope.required().isEmpty() || scope.hasUnreadableLevel()) {
            return "all logins are stopped (invalid_scope), since nobody can have it" + unless(scope);
        }
        String level = scope.scope().getAttribute(PermissionScopes.MINIMUM_ACR);
        String below = level == null || level.isBlank() ? "" : "below the level of authentication " + level.strip();
        String users = scope.requiresPermission() ? "of all users who do not hold " + roles(scope) : "";
        return "logins " + users + (users.isEmpty() || below.isEmpty() ? "" : ", and those ") + below
                + " are stopped (invalid_scope)" + unless(scope);
    }

    /** Keycloak's own check passes with any part of a role. */
    private static String unless(ScopeFacts scope) {
        return scope.required().isEmpty()
                ? "."
                : ", unless the user holds none of its roles and no part of one: Keycloak itself leaves it out then.";
    }

    private static String roles(ScopeFacts scope) {
        String names = scope.required().stream().map(RoleText::of).sorted().collect(Collectors.joining(", "));
        if (scope.required().size() == 1) {
            return "role " + names;
        }
        if (ScopeProtection.requiresAll(scope.scope())) {
            return "all of the roles " + names;
        }
        return (ScopeProtection.requiresAny(scope.scope()) ? "any of the roles " : "one at each API of the roles ")
                + names;
    }
}
