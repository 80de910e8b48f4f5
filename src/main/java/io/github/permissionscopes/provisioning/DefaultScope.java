package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.realm.DefaultScopeRule;

/**
 * A client scope that applications have whatever they ask for. Nothing can take it out of a request: who may not have
 * it cannot log in there, where the rule is for it.
 */
final class DefaultScope {

    /** What a plan says of it, in the place of a field. */
    private static final String LOGINS = "logins";

    private static final String STOPPED =
            "stopped for users to whom Keycloak gives this default scope and the rule does not";

    private DefaultScope() {}

    /** @return whether it is one, and logins of users who may not have it are stopped where the realm enforces */
    static boolean stopsLogins(DraftScope scope) {
        return scope.assignments().isDefault()
                && DefaultScopeRule.isFor(scope.attributes())
                && (!DraftHolders.isEverybodys(scope) || scope.minimumAcr().isPresent());
    }

    /** Makes changes of the scope, and says so if logins are stopped by them. */
    static void tell(Changes changes, DraftScope scope, Runnable work) {
        boolean before = stopsLogins(scope);
        work.run();
        if (!before && stopsLogins(scope)) {
            changes.add(Kind.SCOPE, scope.name(), LOGINS, STOPPED);
        }
    }

    /** @return whether it is one, and nobody has made the rule its business */
    static boolean isLeftToKeycloak(DraftScope scope) {
        return scope.assignments().isDefault() && !DefaultScopeRule.isFor(scope.attributes());
    }
}
