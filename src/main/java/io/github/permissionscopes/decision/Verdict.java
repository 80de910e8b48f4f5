package io.github.permissionscopes.decision;

import java.util.Set;

/** What the rule says about one scope. */
public sealed interface Verdict {

    /** The scope token as it was requested (a parameterized variant keeps its value). */
    String scope();

    /** The scope is not protected: Keycloak decides about it as if this product were not there. */
    record PassedThrough(String scope) implements Verdict {}

    /**
     * The subject may have the scope.
     *
     * @param permissions the ids of the required permissions that the subject holds
     * @param apis the client ids of the APIs that the scope belongs to; empty where none
     */
    record Granted(String scope, Set<String> permissions, Set<String> apis) implements Verdict {}

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
     *     belongs to, or with {@link Reason#OTHER_API} the one that the request names; empty where unknown or none
     * @param refusal the strictest refusal that one of the scope's APIs asks for
     */
    record Refused(String scope, Reason reason, Set<String> apis, Refusal refusal) implements Verdict {}
}
