package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/** The protected scopes among those assigned to a client, and their rules. */
public final class ProtectedScopes {

    private final ClientModel client;
    private final Map<String, ClientScopeModel> optional;
    private final Map<String, ClientScopeModel> defaults;

    private ProtectedScopes(
            ClientModel client, Map<String, ClientScopeModel> optional, Map<String, ClientScopeModel> defaults) {
        this.client = client;
        this.optional = optional;
        this.defaults = defaults;
    }

    /** Looks the client's scopes up once: each call to {@code getClientScopes} costs a cache lookup per scope. */
    public static ProtectedScopes of(ClientModel client) {
        return new ProtectedScopes(client, client.getClientScopes(false), client.getClientScopes(true));
    }

    /**
     * @return the client's scopes that the requested token may stand for, the likeliest first; empty where it stands for
     *     none. Which of several it is, is Keycloak's to say
     */
    public List<ClientScopeModel> assigned(String token) {
        return ScopeTokens.candidates(token, optional, defaults);
    }

    /**
     * @return by requested token, the rules of the protected scopes that it may stand for; and by name, those of default
     *     scopes that are subject to the rule, since they are in every token. Scopes not assigned have none
     */
    public Map<String, List<ScopeRule>> rulesOf(ScopeList requested) {
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (ClientScopeModel scope : defaults.values()) {
            ruleOf(scope).filter(ScopeRule::isDefault).ifPresent(rule -> rules.put(scope.getName(), List.of(rule)));
        }
        for (String token : requested.names()) {
            rules.put(
                    token,
                    assigned(token).stream()
                            .map(this::ruleOf)
                            .flatMap(Optional::stream)
                            .toList());
        }
        return rules;
    }

    /**
     * As {@link #rulesOf}, of what is in a token and nothing else: also of scopes that are not the client's, a credential's
     * for example. Whether a request could have gone on without them does not count any more.
     *
     * @param resolved what Keycloak has made of them, as far as that is known: the name of one of these stands for nothing else
     */
    public Map<String, List<ScopeRule>> rulesOfIssued(ScopeList issued, Collection<ClientScopeModel> resolved) {
        Map<String, List<ClientScopeModel>> known = new HashMap<>();
        resolved.forEach(scope -> known.put(scope.getName(), List.of(scope)));
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (String token : issued.names()) {
            List<ClientScopeModel> scopes = known.containsKey(token) ? known.get(token) : findIssued(token);
            rules.put(
                    token,
                    scopes.stream()
                            .map(scope -> isDefault(scope) ? ScopeRules.ofDefault(scope, client) : ScopeRules.of(scope))
                            .flatMap(Optional::stream)
                            .toList());
        }
        return rules;
    }

    private Optional<ScopeRule> ruleOf(ClientScopeModel scope) {
        if (!isDefault(scope)) {
            return ScopeRules.of(scope);
        }
        return StandardScopes.isJudgedWhereAskedFor(scope.getName())
                ? ScopeRules.of(scope)
                : ScopeRules.ofDefault(scope, client).map(rule -> rule.ofDefaultScope(ScopeRules.openedBy(scope)));
    }

    /** By id: a scope of an organization has the name under which it was asked for. */
    private boolean isDefault(ClientScopeModel scope) {
        return defaults.values().stream().anyMatch(other -> other.getId().equals(scope.getId()));
    }

    /** Looks through all scopes of the realm, which costs; hardly a token has a scope that is not the client's. */
    private List<ClientScopeModel> findIssued(String token) {
        List<ClientScopeModel> own = assigned(token);
        return !own.isEmpty() || token.equals(StandardScopes.OPENID)
                ? own
                : client.getRealm()
                        .getClientScopesStream()
                        .filter(scope -> token.equals(scope.getName()))
                        .toList();
    }

    /**
     * @return by name, the rules of those optional scopes that are to be added unasked; a parameterized one is not, since
     *     it means nothing without a value
     */
    public Map<String, List<ScopeRule>> autoGrantRules() {
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (ClientScopeModel scope : optional.values()) {
            if (isTrue(scope, PermissionScopes.AUTO_GRANT) && !ScopeTokens.takesValue(scope)) {
                rules.put(
                        scope.getName(),
                        assigned(scope.getName()).stream()
                                .map(this::ruleOf)
                                .flatMap(Optional::stream)
                                .toList());
            }
        }
        return rules;
    }

    /** @return whether the rule applies to the scope: a role is mapped to it, or one of its attributes says so */
    public static boolean isProtected(ClientScopeModel scope) {
        return isProtected(scope, mappings(scope));
    }

    static boolean isProtected(ClientScopeModel scope, List<RoleModel> mapped) {
        return requiresPermission(scope, mapped) || MinimumAcr.isSet(scope);
    }

    /** @return whether somebody must hold a permission to get the scope; else it asks for a level of authentication at most */
    public static boolean requiresPermission(ClientScopeModel scope) {
        return requiresPermission(scope, mappings(scope));
    }

    static boolean requiresPermission(ClientScopeModel scope, List<RoleModel> mapped) {
        return !mapped.isEmpty() || isTrue(scope, PermissionScopes.PROTECTED);
    }

    /** @return the roles mapped to the scope that still exist; their composites are deliberately not expanded */
    public static List<RoleModel> requiredPermissions(ClientScopeModel scope) {
        return existing(mappings(scope));
    }

    /** @return with null for a role that is just being deleted: Keycloak's cache may still have the mapping to it */
    static List<RoleModel> mappings(ClientScopeModel scope) {
        return scope.getScopeMappingsStream().toList();
    }

    static List<RoleModel> existing(List<RoleModel> mapped) {
        return mapped.stream().filter(Objects::nonNull).toList();
    }

    /** @return whether the scope requires all of its roles, and one was deleted: those that are left say too little */
    public static boolean hasLostRole(ClientScopeModel scope) {
        return hasLostRole(scope, mappings(scope));
    }

    static boolean hasLostRole(ClientScopeModel scope, List<RoleModel> mapped) {
        String lost = scope.getAttribute(PermissionScopes.LOST_ROLES);
        return requiresAll(scope) && (mapped.contains(null) || (lost != null && !lost.isBlank()));
    }

    /** @return whether the subject must hold all of the scope's required permissions, not only one of them */
    public static boolean requiresAll(ClientScopeModel scope) {
        return ScopeRules.match(scope) == Match.ALL;
    }

    /** @return whether one of them is enough at whichever API, since somebody has said so */
    public static boolean requiresAny(ClientScopeModel scope) {
        return ScopeRules.match(scope) == Match.ANY;
    }

    /**
     * @return whether the rule applies to the scope also where a client has it whatever it asks for; else such a scope is left
     *     to Keycloak
     */
    public static boolean isSubjectAsDefault(ClientScopeModel scope) {
        return ScopeRules.isSubjectAsDefault(scope);
    }

    /** As above, of this client, whose owner may have made it a default scope. */
    public static boolean isSubjectAsDefault(ClientScopeModel scope, ClientModel client) {
        return ScopeRules.isSubjectAsDefault(scope, client);
    }

    static boolean isTrue(ClientScopeModel scope, String attribute) {
        return Boolean.parseBoolean(scope.getAttribute(attribute));
    }
}
