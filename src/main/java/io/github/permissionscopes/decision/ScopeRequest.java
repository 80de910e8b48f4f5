package io.github.permissionscopes.decision;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the rule looks at.
 *
 * @param requested the scopes asked for
 * @param rules by requested token, the rules of all protected scopes of the client that it may stand for, mostly one; and,
 *     by scope name, of every scope that may be added, and of those that the client has whatever it asks for. A requested
 *     token without an entry is not protected
 * @param held the ids of the permissions that the subject holds; ids not used in {@code rules} do no harm
 * @param target the client id of the one API that the request names (RFC 8707 {@code resource}); empty for none
 * @param level the level of authentication that the subject has reached; 0 for none
 */
public record ScopeRequest(
        ScopeList requested, Map<String, List<ScopeRule>> rules, Set<String> held, Optional<String> target, int level) {

    public ScopeRequest {
        Objects.requireNonNull(requested);
        rules = Map.copyOf(rules);
        held = Set.copyOf(held);
        Objects.requireNonNull(target);
    }
}
