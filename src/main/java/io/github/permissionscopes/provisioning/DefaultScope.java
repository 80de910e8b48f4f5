package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.realm.DefaultScopeRule;

/**
 * Rules for default client scopes, which Keycloak adds to every request of a client. They cannot be removed from a
 * request. So if the rule applies to one, users who may not have it cannot log in.
 */
final class DefaultScope {

    /** The {@code field} of the change that a plan reports. */
    private static final String LOGINS = "logins";

    private static final String STOPPED =
            "stopped for users to whom Keycloak gives this default scope and the rule does not";

    private DefaultScope() {}

    /**
     * @return whether it is a default scope that stops the logins of users who may not have it, in a realm that
     *     enforces
     */
    static boolean stopsLogins(DraftScope scope) {
        return scope.assignments().isDefault()
                && DefaultScopeRule.isFor(scope.attributes())
                && (!DraftHolders.isEverybodys(scope) || scope.minimumAcr().isPresent());
    }

    /** Runs changes of the scope, and adds a change that reports it if they stop logins. */
    static void tell(Changes changes, DraftScope scope, Runnable work) {
        boolean before = stopsLogins(scope);
        work.run();
        if (!before && stopsLogins(scope)) {
            changes.add(Kind.SCOPE, scope.name(), LOGINS, STOPPED);
        }
    }

    /** @return whether it is a default scope to which the rule does not apply */
    static boolean isLeftToKeycloak(DraftScope scope) {
        return scope.assignments().isDefault() && !DefaultScopeRule.isFor(scope.attributes());
    }
}
