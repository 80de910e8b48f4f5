package io.github.permissionscopes.decision;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of the rule for one scope. */
public sealed interface Verdict {

    /** The scope token as it was requested (a parameterized variant keeps its value). */
    String scope();

    /** Whether the scope can belong to an API; only {@code offline_access} cannot. */
    default boolean isOfApi() {
        return StandardScopes.mayBeOfApi(scope());
    }

    /** The scope is not protected: Keycloak handles it as if the product were absent. */
    record PassedThrough(String scope) implements Verdict {}

    /**
     * The subject may have the scope.
     *
     * @param permissions the ids of the required permissions that the subject holds
     * @param apis the client IDs of the APIs that the scope belongs to; may be empty
     */
    record Granted(String scope, Set<String> permissions, Set<String> apis) implements Verdict {

        /** Combines the verdicts of a token that may stand for either scope. */
        Granted and(Granted other) {
            return new Granted(scope, union(permissions, other.permissions), union(apis, other.apis));
        }
    }

    /**
     * The subject may have the scope and gets it although the request did not name it.
     *
     * @param apis the client IDs of the APIs that the scope belongs to; may be empty
     */
    record Added(String scope, Set<String> apis) implements Verdict {}

    /**
     * The subject may not have the scope.
     *
     * @param apis the client IDs of the APIs whose settings determine whether the refusal takes effect: those that the
     *     scope belongs to; with {@link Reason#OTHER_API} the one that the request names; with
     *     {@link Reason#AMBIGUOUS_API} those at which the subject may not have it; empty if unknown or none
     * @param refusal the strictest refusal of the scope's APIs
     * @param isDefault whether the client has the scope whatever it requests: no request can continue without it, so
     *     its tokens are stopped
     * @param isLeftOut for such a scope, whether Keycloak itself keeps it out of this subject's tokens, since the
     *     subject holds no part of the requirements
     */
    record Refused(String scope, Reason reason, Set<String> apis, Refusal refusal, boolean isDefault, boolean isLeftOut)
            implements Verdict {

        /** The refusal of a scope that can be removed from a request. */
        public Refused(String scope, Reason reason, Set<String> apis, Refusal refusal) {
            this(scope, reason, apis, refusal, false, false);
        }

        /**
         * Combines the refusals of a token that may stand for either scope. The earlier reason of the rule wins, so
         * that {@link Reason#ACR_TOO_LOW} still means that only the level is missing. A refusal without an API is
         * always enforced, so the combination has no API if either has none.
         */
        Refused and(Refused other) {
            return new Refused(
                    scope,
                    reason.compareTo(other.reason) <= 0 ? reason : other.reason,
                    apis.isEmpty() || other.apis.isEmpty() ? Set.of() : union(apis, other.apis),
                    refusal.stricterOf(other.refusal),
                    isDefault || other.isDefault,
                    (isLeftOut || other.isLeftOut) && !stops() && !other.stops());
        }

        /** Returns the names of these refusals, in their order. */
        static ScopeList names(List<Refused> refused) {
            return new ScopeList(refused.stream().map(Refused::scope).toList());
        }

        /** @return whether tokens would have the scope and therefore must not be sent */
        boolean stops() {
            return isDefault && !isLeftOut;
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
