package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one scope: whether it is granted, and why.
 *
 * @param scope as it was requested
 * @param verdict one of the constants
 * @param reason of a refusal: a code of {@link io.github.permissionscopes.decision.Reason}; of {@link #INVALID}:
 *     {@link #UNASSIGNED} or {@link #UNKNOWN}; otherwise null
 * @param takesEffect whether a refused or added scope is really removed or added; otherwise null
 * @param paths of a granted or added scope: the shortest path to a permission; with {@code match=all} one to each
 * @param change what would have to change for the scope to be granted; null if it is granted
 * @param removedByKeycloak {@code true} if the product lets the scope pass and Keycloak's own role check still leaves
 *     it out of tokens; otherwise null
 * @param inToken {@code false} if the scope is granted and tokens do not name it; otherwise null
 * @param text explains the previous two, if they say something
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ScopeAnswer(
        String scope,
        String verdict,
        @Nullable String reason,
        @Nullable Boolean takesEffect,
        @Nullable Boolean removedByKeycloak,
        @Nullable Boolean inToken,
        @Nullable String text,
        @Nullable List<List<PathStep>> paths,
        @Nullable Remedy change) {

    static final String PASSED_THROUGH = "passed_through";
    static final String GRANTED = "granted";
    static final String ADDED = "added";
    static final String REFUSED = "refused";

    /** Keycloak itself rejects the scope, and the request with it. */
    static final String INVALID = "invalid";

    /** The scope exists, but is not assigned to the client. */
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
            @Nullable String reason,
            @Nullable Boolean takesEffect,
            @Nullable List<List<PathStep>> paths,
            @Nullable Remedy change) {
        return new ScopeAnswer(scope, verdict, reason, takesEffect, null, null, null, paths, change);
    }

    /** Returns the same answer with the remark that Keycloak removes the scope anyway. */
    ScopeAnswer butRemovedByKeycloak() {
        return new ScopeAnswer(
                scope,
                verdict,
                reason,
                takesEffect,
                true,
                null,
                "Already removed by Keycloak: roles are mapped to the scope, and the user holds none of them and no"
                        + " role that they contain. So tokens do not contain the scope, whatever this product does.",
                paths,
                change);
    }

    /** Returns the same answer with the remark that the scope takes effect in tokens without being named there. */
    ScopeAnswer butNotInToken() {
        return new ScopeAnswer(
                scope,
                verdict,
                reason,
                takesEffect,
                null,
                false,
                (verdict.equals(PASSED_THROUGH) ? "Passed through" : "Granted")
                        + ", not named in tokens: \"Include in token scope\" of the client scope is off"
                        + " (include.in.token.scope=false), so an API that checks the token's scope does not"
                        + " see it.",
                paths,
                change);
    }
}
