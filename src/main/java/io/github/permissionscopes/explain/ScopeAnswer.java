package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Why one scope is granted or refused.
 *
 * @param scope as it was asked for
 * @param verdict one of the constants
 * @param reason of a refusal: a code of {@link io.github.permissionscopes.decision.Reason}; of {@link #INVALID}: {@link
 *     #UNASSIGNED} or {@link #UNKNOWN}; null else
 * @param takesEffect of a refused or added scope: whether it is really taken out or added; null else
 * @param paths of a granted or added scope: the shortest way to a permission; with {@code match=all} one to each
 * @param change what would have to change for the scope to be granted; null where it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ScopeAnswer(
        String scope, String verdict, String reason, Boolean takesEffect, List<List<PathStep>> paths, Change change) {

    static final String PASSED_THROUGH = "passed_through";
    static final String GRANTED = "granted";
    static final String ADDED = "added";
    static final String REFUSED = "refused";

    /** Keycloak itself rejects the scope, and the request with it. */
    static final String INVALID = "invalid";

    /** The scope exists, and the client does not have it. */
    static final String UNASSIGNED = "unassigned_scope";

    /** No client scope has this name. */
    static final String UNKNOWN = "unknown_scope";

    static ScopeAnswer passedThrough(String scope) {
        return new ScopeAnswer(scope, PASSED_THROUGH, null, null, null, null);
    }

    static ScopeAnswer granted(String scope, List<List<PathStep>> paths) {
        return new ScopeAnswer(scope, GRANTED, null, null, paths, null);
    }

    static ScopeAnswer added(String scope, boolean takesEffect, List<List<PathStep>> paths) {
        return new ScopeAnswer(scope, ADDED, null, takesEffect, paths, null);
    }

    static ScopeAnswer refused(String scope, String reason, boolean takesEffect, Change change) {
        return new ScopeAnswer(scope, REFUSED, reason, takesEffect, null, change);
    }

    static ScopeAnswer invalid(String scope, String reason, Change change) {
        return new ScopeAnswer(scope, INVALID, reason, null, null, change);
    }
}
