package io.github.permissionscopes.decision;

/** The scopes of OpenID Connect that the rule treats specially. */
public final class StandardScopes {

    /** Selects the protocol, and is never a permission. */
    public static final String OPENID = "openid";

    /**
     * Requests refresh tokens that outlive the session. Keycloak maps a role to it, so it is protected. It belongs to
     * no API, and a subject to whom nothing else is granted has been granted nothing.
     */
    static final String OFFLINE_ACCESS = "offline_access";

    private StandardScopes() {}

    /** Whether a scope of this name can belong to an API. */
    public static boolean mayBeOfApi(String scope) {
        return !OFFLINE_ACCESS.equals(scope);
    }

    /**
     * Whether a default scope of this name is judged only if it is requested, like an optional scope. Keycloak assigns
     * {@code offline_access} to every client and checks its role itself.
     */
    public static boolean isJudgedWhereAskedFor(String scope) {
        return OFFLINE_ACCESS.equals(scope);
    }
}
