package io.github.permissionscopes.decision;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rule says about one scope. */
public sealed interface Verdict {

    /** The scope token as it was requested (a parameterized variant keeps its value). */
    String scope();

    /** Whether the scope may be one of an API: all but {@code offline_access} may. */
    default boolean isOfApi() {
        return StandardScopes.mayBeOfApi(scope());
    }

    /** The scope is not protected: Keycloak decides about it as if this product were not there. */
    record PassedThrough(String scope) implements Verdict {}

    /**
     * The subject may have the scope.
     *
     * @param permissions the ids of the required permissions that the subject holds
     * @param apis the client ids of the APIs that the scope belongs to; empty where none
     */
    record Granted(String scope, Set<String> permissions, Set<String> apis) implements Verdict {

        /** Of a token that may stand for either scope. */
        Granted and(Granted other) {
            return new Granted(scope, union(permissions, other.permissions), union(apis, other.apis));
        }
    }

    /**
     * The subject may have the scope and gets it though the request did not name it.
     *
     * @param apis the client ids of the APIs that the scope belongs to; empty where none
     */
    record Added(String scope, Set<String> apis) implements Verdict {}

    /**
     * The subject may not have the scope.
     *
     * @param apis the client ids of the APIs whose settings say whether the refusal takes effect: those that the scope
     *     belongs to, with {@link Reason#OTHER_API} the one that the request names, and with {@link Reason#AMBIGUOUS_API}
     *     those at which the subject may not have it; empty where unknown or none
     * @param refusal the strictest refusal that one of the scope's APIs asks for
     * @param isDefault whether the client has the scope whatever it asks for: no request can go on without it, and its
     *     tokens are stopped instead
     * @param isLeftOut of such a scope, whether Keycloak itself keeps it out of the tokens of this subject, who has no part of
     *     what it requires
     */
    record Refused(String scope, Reason reason, Set<String> apis, Refusal refusal, boolean isDefault, boolean isLeftOut)
            implements Verdict {

        /** Of a scope that can be taken out of a request. */
        public Refused(String scope, Reason reason, Set<String> apis, Refusal refusal) {
            this(scope, reason, apis, refusal, false, false);
        }

        /**
         * Of a token that may stand for either scope: the reason that comes first in the rule, so that {@link
         * Reason#ACR_TOO_LOW} still means that nothing but the level is missing. What belongs to no API is never only
         * reported on, so both belong to none then.
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

        /** The names of these refusals, in their order. */
        static ScopeList names(List<Refused> refused) {
            return new ScopeList(refused.stream().map(Refused::scope).toList());
        }

        /** @return whether tokens would have the scope, and must not leave */
        boolean stops() {
            return isDefault && !isLeftOut;
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
