package io.github.permissionscopes.realm;

import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.Permission;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The protected scopes among those assigned to a client, and their rules. */
public final class ProtectedScopes {

    private final RealmModel realm;
    private final Map<String, ClientScopeModel> optional;
    private final Map<String, ClientScopeModel> assigned;

    private ProtectedScopes(
            RealmModel realm, Map<String, ClientScopeModel> optional, Map<String, ClientScopeModel> assigned) {
        this.realm = realm;
        this.optional = optional;
        this.assigned = assigned;
    }

    /** Looks the client's scopes up once: each call to {@code getClientScopes} costs a cache lookup per scope. */
    public static ProtectedScopes of(ClientModel client) {
        Map<String, ClientScopeModel> optional = client.getClientScopes(false);
        Map<String, ClientScopeModel> assigned = new HashMap<>(client.getClientScopes(true));
        assigned.putAll(optional);
        return new ProtectedScopes(client.getRealm(), optional, assigned);
    }

    /** @return the client's scope that the requested token stands for; empty where it has none */
    public Optional<ClientScopeModel> assigned(String token) {
        return ScopeTokens.find(token, assigned);
    }

    /** @return by requested token, the rules of those that are protected; scopes not assigned have none */
    public Map<String, ScopeRule> rulesOf(ScopeList requested) {
        return rulesOf(requested, token -> ScopeTokens.find(token, assigned));
    }

    /** As {@link #rulesOf}, of the client's optional scopes only. */
    public Map<String, ScopeRule> rulesOfOptional(ScopeList requested) {
        return rulesOf(requested, token -> ScopeTokens.find(token, optional));
    }

    /** As {@link #rulesOf}, also of scopes that are in a token without being the client's: a credential's, for example. */
    public Map<String, ScopeRule> rulesOfIssued(ScopeList issued) {
        return rulesOf(issued, token -> ScopeTokens.find(token, assigned).or(() -> findInRealm(token)));
    }

    /** Looks through all scopes of the realm, which costs; hardly a token has a scope that is not the client's. */
    private Optional<ClientScopeModel> findInRealm(String token) {
        return token.equals(ScopePolicy.OPENID)
                ? Optional.empty()
                : realm.getClientScopesStream()
                        .filter(scope -> token.equals(scope.getName()))
                        .findFirst();
    }

    private static Map<String, ScopeRule> rulesOf(
            ScopeList requested, Function<String, Optional<ClientScopeModel>> scopes) {
        Map<String, ScopeRule> rules = new HashMap<>();
        for (String token : requested.names()) {
            scopes.apply(token).flatMap(ProtectedScopes::ruleOf).ifPresent(rule -> rules.put(token, rule));
        }
        return rules;
    }

    /**
     * @return by name, the rules of those optional scopes that are to be added unasked; a parameterized one is not, since
     *     it means nothing without a value
     */
    public Map<String, ScopeRule> autoGrantRules() {
        Map<String, ScopeRule> rules = new HashMap<>();
        for (ClientScopeModel scope : optional.values()) {
            if (isTrue(scope, PermissionScopes.AUTO_GRANT) && !ScopeTokens.takesValue(scope)) {
                ruleOf(scope).ifPresent(rule -> rules.put(scope.getName(), rule));
            }
        }
        return rules;
    }

    /** @return the rule of this scope; empty where it is not protected */
    static Optional<ScopeRule> ruleOf(ClientScopeModel scope) {
        List<RoleModel> mapped = mappings(scope);
        return isProtected(scope, mapped) ? Optional.of(rule(scope, mapped)) : Optional.empty();
    }

    /** @return whether the rule applies to the scope: a role is mapped to it, or one of its attributes says so */
    public static boolean isProtected(ClientScopeModel scope) {
        return isProtected(scope, mappings(scope));
    }

    private static boolean isProtected(ClientScopeModel scope, List<RoleModel> mapped) {
        return requiresPermission(scope, mapped) || MinimumAcr.isSet(scope);
    }

    /** @return whether somebody must hold a permission to get the scope; else it asks for a level of authentication at most */
    public static boolean requiresPermission(ClientScopeModel scope) {
        return requiresPermission(scope, mappings(scope));
    }

    private static boolean requiresPermission(ClientScopeModel scope, List<RoleModel> mapped) {
        return !mapped.isEmpty() || isTrue(scope, PermissionScopes.PROTECTED);
    }

    /** @return the roles mapped to the scope that still exist; their composites are deliberately not expanded */
    public static List<RoleModel> requiredPermissions(ClientScopeModel scope) {
        return existing(mappings(scope));
    }

    /** @return with null for a role that is just being deleted: Keycloak's cache may still have the mapping to it */
    private static List<RoleModel> mappings(ClientScopeModel scope) {
        return scope.getScopeMappingsStream().toList();
    }

    private static List<RoleModel> existing(List<RoleModel> mapped) {
        return mapped.stream().filter(Objects::nonNull).toList();
    }

    /** @return whether the scope requires all of its roles, and one was deleted: those that are left say too little */
    public static boolean hasLostRole(ClientScopeModel scope) {
        return hasLostRole(scope, mappings(scope));
    }

    private static boolean hasLostRole(ClientScopeModel scope, List<RoleModel> mapped) {
        String lost = scope.getAttribute(PermissionScopes.LOST_ROLES);
        return requiresAll(scope) && (mapped.contains(null) || (lost != null && !lost.isBlank()));
    }

    private static ScopeRule rule(ClientScopeModel scope, List<RoleModel> mapped) {
        List<RoleModel> required = existing(mapped);
        List<ClientModel> clients = required.stream()
                .filter(RoleModel::isClientRole)
                .map(role -> (ClientModel) role.getContainer())
                .distinct()
                .toList();
        List<ClientModel> apis = clients.isEmpty() ? namedApi(scope) : clients;
        return new ScopeRule(
                hasLostRole(scope, mapped)
                        ? Set.of()
                        : required.stream().map(ProtectedScopes::permission).collect(Collectors.toSet()),
                requiresPermission(scope, mapped) ? match(scope) : Match.NONE,
                apis.isEmpty()
                        ? namedApiId(scope)
                        : apis.stream().map(ClientModel::getClientId).collect(Collectors.toSet()),
                isTrue(scope, PermissionScopes.AUTO_GRANT),
                apis.stream()
                        .map(api -> SwitchConfig.parseRefusal(api.getAttribute(PermissionScopes.REFUSAL)))
                        .reduce(Refusal.STRIP, Refusal::stricterOf),
                MinimumAcr.of(scope));
    }

    private static Permission permission(RoleModel role) {
        return new Permission(
                role.getId(),
                role.isClientRole()
                        ? Optional.of(((ClientModel) role.getContainer()).getClientId())
                        : Optional.empty());
    }

    /** Whatever is not {@code any} means all: a typing error must not loosen. */
    private static Match match(ClientScopeModel scope) {
        String match = scope.getAttribute(PermissionScopes.MATCH);
        return match == null || match.isBlank() || match.strip().equalsIgnoreCase("any") ? Match.ANY : Match.ALL;
    }

    /** @return whether the subject must hold all of the scope's required permissions, not only one of them */
    public static boolean requiresAll(ClientScopeModel scope) {
        return match(scope) == Match.ALL;
    }

    private static List<ClientModel> namedApi(ClientScopeModel scope) {
        String clientId = scope.getAttribute(PermissionScopes.API);
        ClientModel api = clientId == null ? null : scope.getRealm().getClientByClientId(clientId);
        return api == null ? List.of() : List.of(api);
    }

    /** A named API without a client has no settings of its own, but its scopes are still its own. */
    private static Set<String> namedApiId(ClientScopeModel scope) {
        String clientId = scope.getAttribute(PermissionScopes.API);
        return clientId == null || clientId.isEmpty() ? Set.of() : Set.of(clientId);
    }

    private static boolean isTrue(ClientScopeModel scope, String attribute) {
        return Boolean.parseBoolean(scope.getAttribute(attribute));
    }
}
