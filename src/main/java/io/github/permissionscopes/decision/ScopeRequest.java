package io.github.permissionscopes.decision;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The complete input of the rule.
 *
 * @param requested the requested scopes
 * @param rules by requested token, the rules of all protected scopes of the client that it may stand for, usually one;
 *     and by scope name, the rules of each scope that may be added and of each default scope. A requested token without
 *     an entry is not protected. Entries of {@code offline_access} are dropped unless a new grant is made
 * @param held the ids of the permissions that the subject holds; may contain ids that no rule uses
 * @param target the client ID of the one API that the request names (RFC 8707 {@code resource}); empty for none
 * @param level the level of authentication that the subject has reached; 0 for none
 * @param occasion the moment at which the scopes are judged
 */
public record ScopeRequest(
        ScopeList requested,
        Map<String, List<ScopeRule>> rules,
        Set<String> held,
        Optional<String> target,
        int level,
        Occasion occasion) {

    public ScopeRequest {
        Objects.requireNonNull(requested);
        Objects.requireNonNull(target);
        rules = copy(rules, occasion);
        held = Set.copyOf(held);
    }

    /** A request for a new grant. */
    public ScopeRequest(
            ScopeList requested,
            Map<String, List<ScopeRule>> rules,
            Set<String> held,
            Optional<String> target,
            int level) {
        this(requested, rules, held, target, level, Occasion.GRANT);
    }

    /** A request whose rules are known and whose subject's permissions are not read yet. */
    public static ScopeRequest unheld(
            ScopeList requested, Map<String, List<ScopeRule>> rules, Optional<String> target, Occasion occasion) {
        return new ScopeRequest(requested, rules, Set.of(), target, 0, occasion);
    }

    /** Returns the same request for a subject who holds these permissions and has reached this level. */
    public ScopeRequest by(Set<String> permissions, int reached) {
        return new ScopeRequest(requested, rules, permissions, target, reached, occasion);
    }

    /** The ids of the roles that matter: those of which {@code held} has to say whether the subject holds them. */
    public Set<String> permissions() {
        Set<String> permissions = new HashSet<>();
        for (List<ScopeRule> ofToken : rules.values()) {
            for (ScopeRule rule : ofToken) {
                rule.requires().forEach(permission -> permissions.add(permission.id()));
                permissions.addAll(rule.openedBy());
            }
        }
        return permissions;
    }

    /** Whether the level of authentication matters. */
    public boolean concernsLevel() {
        return allRules().anyMatch(rule -> rule.minimumLevel().isPresent());
    }

    /** The rules of all scopes that the request may be granted. */
    Stream<ScopeRule> allRules() {
        return rules.values().stream().flatMap(List::stream);
    }

    /** The rules of the scopes that this requested token may stand for; empty if it is not protected. */
    List<ScopeRule> rulesOf(String scope) {
        return scope.equals(StandardScopes.OPENID) ? List.of() : rules.getOrDefault(scope, List.of());
    }

    /** Not by {@code Map.copyOf}, whose lookups get slow with names that differ only at their end. */
    private static Map<String, List<ScopeRule>> copy(Map<String, List<ScopeRule>> rules, Occasion occasion) {
        Map<String, List<ScopeRule>> copy = new HashMap<>(rules);
        if (occasion != Occasion.GRANT) {
            copy.remove(StandardScopes.OFFLINE_ACCESS);
        }
        return Collections.unmodifiableMap(copy);
    }
}
