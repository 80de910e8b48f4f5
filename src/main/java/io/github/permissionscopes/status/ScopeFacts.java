package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.MinimumAcr;
import io.github.permissionscopes.realm.ScopeProtection;
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
 * @param isProtected whether the rule applies to it; false for {@code offline_access}, which is Keycloak's own
 */
record ScopeFacts(ClientScopeModel scope, List<RoleModel> required, boolean isProtected) {

    private static final Set<String> SIGNS_OF_PROTECTION = Set.of(
            PermissionScopes.API,
            PermissionScopes.AUTO_GRANT,
            PermissionScopes.LOST_ROLES,
            PermissionScopes.MARKED,
            PermissionScopes.MATCH);

    static ScopeFacts of(ClientScopeModel scope) {
        boolean own = StandardScopes.mayBeOfApi(scope.getName()) && ScopeProtection.isProtected(scope);
        return new ScopeFacts(scope, own ? ScopeProtection.requiredPermissions(scope) : List.of(), own);
    }

    /** @return whether the rule applies to it as a default scope of this client */
    boolean isSubjectAsDefaultOf(ClientModel client) {
        return isProtected && ScopeProtection.isSubjectAsDefault(scope, client);
    }

    /** @return whether it requires a permission; false if it requires only a level of authentication */
    boolean requiresPermission() {
        return isProtected && ScopeProtection.requiresPermission(scope);
    }

    /** @return whether the rule applies to it as a default scope */
    boolean isSubjectAsDefault() {
        return isProtected && ScopeProtection.isSubjectAsDefault(scope);
    }

    /**
     * @return whether everybody gets it although an attribute shows that it was protected once; false if
     *     {@code permissionScopes.protected=false} says that this is intended
     */
    boolean isOpened() {
        return StandardScopes.mayBeOfApi(name())
                && !ScopeProtection.requiresPermission(scope)
                && !"false".equals(scope.getAttribute(PermissionScopes.PROTECTED))
                && SIGNS_OF_PROTECTION.stream().anyMatch(this::says);
    }

    private boolean says(String attribute) {
        String value = scope.getAttribute(attribute);
        // An API may require only a level of authentication for it.
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
