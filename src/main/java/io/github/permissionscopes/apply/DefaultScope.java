package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.Set;

/**
 * A client scope that applications have whatever they ask for. Nothing can take it out of a request: who may not have it cannot
 * log in there, where the rule is for it. As {@code realm.ScopeRules} says it of the realm.
 */
final class DefaultScope {

    /** What a plan says of it, in the place of a field. */
    private static final String LOGINS = "logins";

    private static final String STOPPED =
            "stopped for users to whom Keycloak gives this default scope and the rule does not";

    private static final String PREFIX = "permissionScopes.";
    private static final Set<String> OURS = Set.of(
            PermissionScopes.MARKED,
            PermissionScopes.LOST_ROLES,
            PermissionScopes.DEFINED,
            PermissionScopes.FOREIGN_ROLES);

    private DefaultScope() {}

    /** @return whether it is one, and logins of users who may not have it are stopped where the realm enforces */
    static boolean stopsLogins(DraftScope scope) {
        return scope.assignments().isDefault()
                && isSubject(scope)
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
        return scope.assignments().isDefault() && !isSubject(scope);
    }

    private static boolean isSubject(DraftScope scope) {
        boolean marked = Boolean.parseBoolean(scope.attribute(PermissionScopes.MARKED));
        return scope.attributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith(PREFIX))
                .filter(attribute -> !attribute.getValue().isBlank())
                .filter(attribute -> !OURS.contains(attribute.getKey()))
                .anyMatch(attribute -> !(marked && attribute.getKey().equals(PermissionScopes.PROTECTED)));
    }
}
