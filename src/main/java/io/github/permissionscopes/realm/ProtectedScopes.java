package io.github.permissionscopes.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/** The protected client scopes assigned to a client, and their rules. */
public final class ProtectedScopes {

    private final ClientModel client;
    private final Map<String, ClientScopeModel> defaults;
    private final Set<String> defaultIds;
    private @Nullable Map<String, ClientScopeModel> optional;

    private ProtectedScopes(ClientModel client, Map<String, ClientScopeModel> defaults) {
        this.client = client;
        this.defaults = defaults;
        this.defaultIds =
                defaults.values().stream().map(scope -> scope.getId()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads the client's scopes at most once, the optional ones only when they are needed: each call to
     * {@code getClientScopes} costs a cache lookup per scope, and a client may have hundreds of optional ones.
     */
    public static ProtectedScopes of(ClientModel client) {
        return new ProtectedScopes(client, client.getClientScopes(true));
    }

    private Map<String, ClientScopeModel> optional() {
        if (optional == null) {
            optional = client.getClientScopes(false);
        }
        return optional;
    }

    /** @return the client's scopes that the token may stand for, likeliest first; Keycloak decides which one it is */
    public List<ClientScopeModel> assigned(String token) {
        return ScopeTokens.candidates(token, optional(), defaults);
    }

    /**
     * @return the rules of the protected scopes that each requested token may stand for, by token; and by name those of
     *     the default scopes that the rule applies to, which are in every token. Unassigned scopes have none
     */
    public Map<String, List<ScopeRule>> rulesOf(ScopeList requested) {
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (ClientScopeModel scope : defaults.values()) {
            ruleOf(scope).filter(ScopeRule::isDefault).ifPresent(rule -> rules.put(scope.getName(), List.of(rule)));
        }
        for (String token : requested.names()) {
            rules.put(token, rules(assigned(token), this::ruleOf));
        }
        return rules;
    }

    /**
     * Like {@link #rulesOf}, for the scopes in a token only, including unassigned ones such as a credential's. It no
     * longer matters whether a request could continue without them. {@code openid} is never one that is looked up.
     *
     * @param resolved the client scopes that Keycloak resolved, if known; a name of theirs stands for nothing else
     */
    public Map<String, List<ScopeRule>> rulesOfIssued(ScopeList issued, Collection<ClientScopeModel> resolved) {
        Map<String, List<ClientScopeModel>> known = new HashMap<>();
        resolved.forEach(scope -> known.put(scope.getName(), List.of(scope)));
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (String token : issued.names()) {
            if (token.equals(StandardScopes.OPENID)) {
                continue;
            }
            List<ClientScopeModel> scopes = known.containsKey(token) ? known.get(token) : findIssued(token);
            rules.put(
                    token,
                    rules(
                            scopes,
                            scope -> isDefault(scope) ? ScopeRules.ofDefault(scope, client) : ScopeRules.of(scope)));
        }
        return rules;
    }

    private static List<ScopeRule> rules(
            List<ClientScopeModel> scopes, Function<ClientScopeModel, Optional<ScopeRule>> reader) {
        return scopes.size() == 1
                ? reader.apply(scopes.get(0)).map(List::of).orElse(List.of())
                : scopes.stream().map(reader).flatMap(Optional::stream).toList();
    }

    private Optional<ScopeRule> ruleOf(ClientScopeModel scope) {
        if (!isDefault(scope)) {
            return ScopeRules.of(scope);
        }
        return StandardScopes.isJudgedWhereAskedFor(scope.getName())
                ? ScopeRules.of(scope)
                : ScopeRules.ofDefault(scope, client).map(rule -> rule.ofDefaultScope(ScopeRules.openedBy(scope)));
    }

    /** By id: a scope of an organization has the name under which it was requested. */
    private boolean isDefault(ClientScopeModel scope) {
        return defaultIds.contains(scope.getId());
    }

    /** Reads all scopes of the realm, which is expensive but rare: few tokens contain unassigned scopes. */
    private List<ClientScopeModel> findIssued(String token) {
        List<ClientScopeModel> own = assigned(token);
        return !own.isEmpty()
                ? own
                : client.getRealm()
                        .getClientScopesStream()
                        .filter(scope -> token.equals(scope.getName()))
                        .toList();
    }

    /** @return by name, the rules of the scopes that are added automatically; a parameterized scope needs a value */
    public Map<String, List<ScopeRule>> autoGrantRules() {
        Map<String, List<ScopeRule>> rules = new HashMap<>();
        for (ClientScopeModel scope : optional().values()) {
            if (ScopeProtection.isTrue(scope, PermissionScopes.AUTO_GRANT) && !ScopeTokens.takesValue(scope)) {
                rules.put(scope.getName(), rules(assigned(scope.getName()), this::ruleOf));
            }
        }
        return rules;
    }
}
