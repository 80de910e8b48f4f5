package io.github.permissionscopes.decision;

/** The moment at which scopes are judged. */
public enum Occasion {
    /** A grant is made. Scopes may be added, and {@code offline_access} is judged like any other scope. */
    GRANT,
    /**
     * A grant is used again. Nothing is added, since a grant never widens. {@code offline_access} is left alone: taking it
     * out of a refresh token would make Keycloak mint an online token for an offline session, and Keycloak checks its role
     * itself. Where the rule cannot be evaluated, the request is rejected, so that a passing fault costs no grant.
     */
    RENEWAL,
    /** A token is about to be issued. As {@link #RENEWAL}, and nothing is rejected. */
    ISSUANCE
}
