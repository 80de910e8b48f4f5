package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

/** From one client scope to its rule. */
public final class ScopeRules {

    private ScopeRules() {}

    /** @return the rule of this scope; empty where it is not protected */
    public static Optional<ScopeRule> of(ClientScopeModel scope) {
        List<RoleModel> mapped = ProtectedScopes.mappings(scope);
        return ProtectedScopes.isProtected(scope, mapped) ? Optional.of(rule(scope, mapped)) : Optional.empty();
    }

    /**
     * @return the rule of a default scope of this client; empty also where nobody has made the scope subject to it. The owner
     *     of a client that has registered itself can make an optional scope a default one; that changes nothing
     */
    public static Optional<ScopeRule> ofDefault(ClientScopeModel scope, ClientModel client) {
        return isSubjectAsDefault(scope, client) ? of(scope) : Optional.empty();
    }

    static boolean isSubjectAsDefault(ClientScopeModel scope, ClientModel client) {
        return isSubjectAsDefault(scope) || (client.getRegistrationToken() != null && !isRealmDefault(scope));
    }

    private static boolean isRealmDefault(ClientScopeModel scope) {
        return scope.getRealm().getDefaultClientScopesStream(true).anyMatch(other -> other.getId()
                .equals(scope.getId()));
    }

    /**
     * @return whether the rule is for it as a default scope; of {@code offline_access}, which is judged where it is asked for, as
     *     an optional scope is: Keycloak itself insists on its role
     */
    static boolean isSubjectAsDefault(ClientScopeModel scope) {
        return StandardScopes.isJudgedWhereAskedFor(scope.getName()) || DefaultScopeRule.isFor(scope.getAttributes());
    }

    private static ScopeRule rule(ClientScopeModel scope, List<RoleModel> mapped) {
        List<RoleModel> required =
                ProtectedScopes.hasLostRole(scope, mapped) ? List.of() : ProtectedScopes.existing(mapped);
        return new ScopeRule(
                required.stream().map(ScopeRules::permission).collect(Collectors.toSet()),
                ProtectedScopes.requiresPermission(scope, mapped) ? match(scope) : Match.NONE,
                ScopeApi.idsOf(scope),
                ProtectedScopes.isTrue(scope, PermissionScopes.AUTO_GRANT),
                ScopeApi.clients(scope).stream()
                        .map(api -> SwitchConfig.parseRefusal(api.getAttribute(PermissionScopes.REFUSAL)))
                        .reduce(Refusal.STRIP, Refusal::stricterOf),
                MinimumAcr.of(scope),
                false,
                Set.of());
    }

    /**
     * As {@code DefaultClientSessionContext.isClientScopePermittedForUser} has it, the same in 26.0 to 26.7.
     *
     * @return the ids of the roles one of which opens the scope to Keycloak; empty where it has none
     */
    static Set<String> openedBy(ClientScopeModel scope) {
        Set<RoleModel> mapped = Set.copyOf(ProtectedScopes.requiredPermissions(scope));
        return RoleUtils.expandCompositeRoles(mapped).stream()
                .map(role -> role.getId())
                .collect(Collectors.toSet());
    }

    private static Permission permission(RoleModel role) {
        return new Permission(
                role.getId(),
                role.isClientRole()
                        ? Optional.of(((ClientModel) role.getContainer()).getClientId())
                        : Optional.empty());
    }

    static Match match(ClientScopeModel scope) {
        return Match.of(scope.getAttribute(PermissionScopes.MATCH));
    }
}
