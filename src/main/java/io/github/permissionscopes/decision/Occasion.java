package io.github.permissionscopes.decision;

/** The moment at which scopes are judged. */
public enum Occasion {
    /** A grant is made. Scopes may be added, and {@code offline_access} is judged like any other scope. */
    GRANT,
    /**
     * A grant is redeemed or used again. Nothing is added, since a grant never widens. {@code offline_access} is not
     * judged: without it in a refresh token Keycloak would issue an online token for an offline session, and Keycloak
     * checks its role itself. If the rule cannot be evaluated, the request is rejected, so that a temporary fault costs
     * no grant.
     */
    RENEWAL,
    /** A token is about to be issued. The same as {@link #RENEWAL}, but nothing is rejected. */
    ISSUANCE
}
