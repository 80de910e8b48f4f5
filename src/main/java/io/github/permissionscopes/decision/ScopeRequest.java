package io.github.permissionscopes.decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything the rule looks at.
 *
 * @param requested the scopes asked for
 * @param rules by requested token, the rules of all protected scopes of the client that it may stand for, mostly one; and,
 *     by scope name, of every scope that may be added, and of those that the client has whatever it asks for. A requested
 *     token without an entry is not protected. Those of {@code offline_access} are dropped where a grant is used again
 * @param held the ids of the permissions that the subject holds; ids not used in {@code rules} do no harm
 * @param target the client id of the one API that the request names (RFC 8707 {@code resource}); empty for none
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
        rules = occasion == Occasion.GRANT ? Map.copyOf(rules) : withoutOfflineAccess(rules);
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

    /** A request of which it is known what is protected, and not yet what the subject holds. */
    public static ScopeRequest unheld(
            ScopeList requested, Map<String, List<ScopeRule>> rules, Optional<String> target, Occasion occasion) {
        return new ScopeRequest(requested, rules, Set.of(), target, 0, occasion);
    }

    /** The same request of a subject who holds these permissions and has reached this level. */
    public ScopeRequest by(Set<String> permissions, int reached) {
        return new ScopeRequest(requested, rules, permissions, target, reached, occasion);
    }

    /** Whether any protected scope is involved, so that it matters what the subject holds. */
    public boolean concernsProtected() {
        return allRules().findAny().isPresent();
    }

    /** Whether the level of authentication matters. */
    public boolean concernsLevel() {
        return allRules().anyMatch(rule -> rule.minimumLevel().isPresent());
    }

    /** The rules of everything that the request may be granted. */
    Stream<ScopeRule> allRules() {
        return rules.values().stream().flatMap(List::stream);
    }

    /** The rules of what this requested token may stand for; none where it is not protected. */
    List<ScopeRule> rulesOf(String scope) {
        return scope.equals(StandardScopes.OPENID) ? List.of() : rules.getOrDefault(scope, List.of());
    }

    private static Map<String, List<ScopeRule>> withoutOfflineAccess(Map<String, List<ScopeRule>> rules) {
        Map<String, List<ScopeRule>> others = new HashMap<>(rules);
        others.remove(StandardScopes.OFFLINE_ACCESS);
        return Map.copyOf(others);
    }
}
