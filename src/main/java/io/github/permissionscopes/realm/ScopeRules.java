package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

/** Reads the rule of a client scope. */
public final class ScopeRules {

    private ScopeRules() {}

    /** @return the rule of this scope; empty if it is not protected */
    public static Optional<ScopeRule> of(ClientScopeModel scope) {
        List<@Nullable RoleModel> mapped = ScopeProtection.mappings(scope);
        return ScopeProtection.isProtected(scope, mapped) ? Optional.of(rule(scope, mapped)) : Optional.empty();
    }

    /**
     * @return the rule of a default scope of this client; empty also if the rule does not apply to it as a default
     *     scope. The owner of a client that registered itself can turn an optional scope into a default one; the rule
     *     then still applies
     */
    public static Optional<ScopeRule> ofDefault(ClientScopeModel scope, ClientModel client) {
        return ScopeProtection.isSubjectAsDefault(scope, client) ? of(scope) : Optional.empty();
    }

    private static ScopeRule rule(ClientScopeModel scope, List<@Nullable RoleModel> mapped) {
        List<RoleModel> required =
                ScopeProtection.hasLostRole(scope, mapped) ? List.of() : ScopeProtection.existing(mapped);
        List<ClientModel> apis = ScopeApi.required(mapped);
        Refusal refusal = Refusal.STRIP;
        for (ClientModel api : ScopeApi.clients(scope, apis)) {
            refusal = refusal.stricterOf(SwitchConfig.parseRefusal(api.getAttribute(PermissionScopes.REFUSAL)));
        }
        return new ScopeRule(
                permissions(required),
                ScopeProtection.requiresPermission(scope, mapped) ? ScopeProtection.match(scope) : Match.NONE,
                ScopeApi.idsOf(scope, apis),
                ScopeProtection.isTrue(scope, PermissionScopes.AUTO_GRANT),
                refusal,
                MinimumAcr.of(scope),
                false,
                Set.of());
    }

    /**
     * As {@code DefaultClientSessionContext.isClientScopePermittedForUser}, the same in 26.0 to 26.7.
     *
     * @return the ids of the roles any of which passes Keycloak's check; empty if no role is mapped
     */
    static Set<String> openedBy(ClientScopeModel scope) {
        Set<RoleModel> mapped = Set.copyOf(ScopeProtection.requiredPermissions(scope));
        return RoleUtils.expandCompositeRoles(mapped).stream()
                .map(role -> role.getId())
                .collect(Collectors.toSet());
    }

    private static Set<Permission> permissions(List<RoleModel> roles) {
        return roles.size() == 1
                ? Set.of(permission(roles.get(0)))
                : roles.stream().map(ScopeRules::permission).collect(Collectors.toUnmodifiableSet());
    }

    private static Permission permission(RoleModel role) {
        return new Permission(
                role.getId(),
                role.isClientRole()
                        ? Optional.of(((ClientModel) role.getContainer()).getClientId())
                        : Optional.empty());
    }
}
