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
 * @param removedByKeycloak {@code true} where the refusal does not take effect, or there is none, and Keycloak's own check
 *     of roles leaves the scope out of tokens all the same; null else
 * @param inToken {@code false} where the scope is granted and tokens do not name it; null else
 * @param text what is to be said of these two; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ScopeAnswer(
        String scope,
        String verdict,
        String reason,
        Boolean takesEffect,
        Boolean removedByKeycloak,
        Boolean inToken,
        String text,
        List<List<PathStep>> paths,
        Remedy change) {

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
        return answer(scope, PASSED_THROUGH, null, null, null, null);
    }

    static ScopeAnswer granted(String scope, List<List<PathStep>> paths) {
        return answer(scope, GRANTED, null, null, paths, null);
    }

    static ScopeAnswer added(String scope, boolean takesEffect, List<List<PathStep>> paths) {
        return answer(scope, ADDED, null, takesEffect, paths, null);
    }

    static ScopeAnswer refused(String scope, String reason, boolean takesEffect, Remedy change) {
        return answer(scope, REFUSED, reason, takesEffect, null, change);
    }

    static ScopeAnswer invalid(String scope, String reason, Remedy change) {
        return answer(scope, INVALID, reason, null, null, change);
    }

    private static ScopeAnswer answer(
            String scope,
            String verdict,
            String reason,
            Boolean takesEffect,
            List<List<PathStep>> paths,
            Remedy change) {
        return new ScopeAnswer(scope, verdict, reason, takesEffect, null, null, null, paths, change);
    }

    /** The same; Keycloak removes the scope anyway. */
    ScopeAnswer butRemovedByKeycloak() {
        return new ScopeAnswer(
                scope,
                verdict,
                reason,
                takesEffect,
                true,
                null,
                "Already removed by Keycloak: a role is mapped to the scope, and the subject holds none of its roles and no"
                        + " part of one. So tokens do not have it, whatever this product does.",
                paths,
                change);
    }

    /** The same; the scope acts in tokens, and their scope does not name it. */
    ScopeAnswer butNotInToken() {
        return new ScopeAnswer(
                scope,
                verdict,
                reason,
                takesEffect,
                null,
                false,
                (verdict.equals(PASSED_THROUGH) ? "Passed through" : "Granted")
                        + ", not named in tokens: the client scope"
                        + " has \"Include in token scope\" off (include.in.token.scope=false), so an API that looks at the"
                        + " token's scope does not see it.",
                paths,
                change);
    }
}
