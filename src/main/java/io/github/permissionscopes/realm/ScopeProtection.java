package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.StandardScopes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/** Reads what protects a client scope: the roles mapped to it, and its attributes. */
public final class ScopeProtection {

    private ScopeProtection() {}

    /** @return whether the rule applies to the scope: a role is mapped to it, or one of its attributes says so */
    public static boolean isProtected(ClientScopeModel scope) {
        return isProtected(scope, mappings(scope));
    }

    static boolean isProtected(ClientScopeModel scope, List<@Nullable RoleModel> mapped) {
        return requiresPermission(scope, mapped) || MinimumAcr.isSet(scope);
    }

    /** @return whether the scope requires a permission; otherwise it requires at most a level of authentication */
    public static boolean requiresPermission(ClientScopeModel scope) {
        return requiresPermission(scope, mappings(scope));
    }

    static boolean requiresPermission(ClientScopeModel scope, List<@Nullable RoleModel> mapped) {
        return !mapped.isEmpty() || isTrue(scope, PermissionScopes.PROTECTED);
    }

    /** @return the roles mapped to the scope that still exist; their composites are deliberately not expanded */
    public static List<RoleModel> requiredPermissions(ClientScopeModel scope) {
        return existing(mappings(scope));
    }

    /** @return with null for a role that is just being deleted, since Keycloak's cache may still contain its mapping */
    static List<@Nullable RoleModel> mappings(ClientScopeModel scope) {
        return scope.getScopeMappingsStream().toList();
    }

    static List<RoleModel> existing(List<@Nullable RoleModel> mapped) {
        return mapped.contains(null) ? mapped.stream().filter(Objects::nonNull).toList() : mapped;
    }

    /** @return whether the scope requires all of its roles and one was deleted; those left are not enough */
    public static boolean hasLostRole(ClientScopeModel scope) {
        return hasLostRole(scope, mappings(scope));
    }

    static boolean hasLostRole(ClientScopeModel scope, List<@Nullable RoleModel> mapped) {
        String lost = scope.getAttribute(PermissionScopes.LOST_ROLES);
        return requiresAll(scope) && (mapped.contains(null) || (lost != null && !lost.isBlank()));
    }

    /** @return whether the subject must hold all of the scope's required permissions, not only one of them */
    public static boolean requiresAll(ClientScopeModel scope) {
        return match(scope) == Match.ALL;
    }

    /** @return whether the scope is configured to require one permission of any API */
    public static boolean requiresAny(ClientScopeModel scope) {
        return match(scope) == Match.ANY;
    }

    /** @return whether it applies if it is a default scope of this client, whose owner may have made it one */
    public static boolean isSubjectAsDefault(ClientScopeModel scope, ClientModel client) {
        return isSubjectAsDefault(scope) || (client.getRegistrationToken() != null && !isRealmDefault(scope));
    }

    private static boolean isRealmDefault(ClientScopeModel scope) {
        return scope.getRealm().getDefaultClientScopesStream(true).anyMatch(other -> other.getId()
                .equals(scope.getId()));
    }

    /**
     * @return whether the rule applies to the scope as a default scope. {@code offline_access} is included, but judged
     *     only if it is requested, like an optional scope: Keycloak checks its role itself
     */
    public static boolean isSubjectAsDefault(ClientScopeModel scope) {
        return StandardScopes.isJudgedWhereAskedFor(scope.getName()) || DefaultScopeRule.isFor(scope.getAttributes());
    }

    static Match match(ClientScopeModel scope) {
        return Match.of(scope.getAttribute(PermissionScopes.MATCH));
    }

    static boolean isTrue(ClientScopeModel scope, String attribute) {
        return Boolean.parseBoolean(scope.getAttribute(attribute));
    }
}
