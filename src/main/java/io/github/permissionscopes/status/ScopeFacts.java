package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.MinimumAcr;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/**
 * A client scope, read once.
 *
 * @param required the roles that are mapped to it
 * @param isProtected whether the rule applies to it; not true of {@code offline_access}, which is Keycloak's own
 */
record ScopeFacts(ClientScopeModel scope, List<RoleModel> required, boolean isProtected) {

    private static final Set<String> SIGNS_OF_PROTECTION = Set.of(
            PermissionScopes.API,
            PermissionScopes.AUTO_GRANT,
            PermissionScopes.LOST_ROLES,
            PermissionScopes.MARKED,
            PermissionScopes.MATCH);

    static ScopeFacts of(ClientScopeModel scope) {
        boolean own = StandardScopes.mayBeOfApi(scope.getName()) && ProtectedScopes.isProtected(scope);
        return new ScopeFacts(scope, own ? ProtectedScopes.requiredPermissions(scope) : List.of(), own);
    }

    /** @return whether the rule is for it also where it is a default scope of this client */
    boolean isSubjectAsDefaultOf(ClientModel client) {
        return isProtected && ProtectedScopes.isSubjectAsDefault(scope, client);
    }

    /** @return whether somebody must hold a permission to get it; not true where only a level of authentication counts */
    boolean requiresPermission() {
        return isProtected && ProtectedScopes.requiresPermission(scope);
    }

    /** @return whether the rule is for it also where it is a default scope */
    boolean isSubjectAsDefault() {
        return isProtected && ProtectedScopes.isSubjectAsDefault(scope);
    }

    /**
     * @return whether everybody gets it, though something says that it was protected once; not where {@code
     *     permissionScopes.protected=false} says that this is meant
     */
    boolean isOpened() {
        return StandardScopes.mayBeOfApi(name())
                && !ProtectedScopes.requiresPermission(scope)
                && !"false".equals(scope.getAttribute(PermissionScopes.PROTECTED))
                && SIGNS_OF_PROTECTION.stream().anyMatch(this::says);
    }

    private boolean says(String attribute) {
        String value = scope.getAttribute(attribute);
        // A level of authentication may be all that an API asks for.
        return value != null
                && !value.isBlank()
                && !(attribute.equals(PermissionScopes.API) && MinimumAcr.isSet(scope));
    }

    boolean hasUnreadableLevel() {
        return MinimumAcr.of(scope).equals(OptionalInt.of(ScopeRule.UNREACHABLE));
    }

    String name() {
        return scope.getName();
    }
}
