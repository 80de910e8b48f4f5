package io.github.permissionscopes.decision;

/** The scopes of OpenID Connect that the rule treats in a way of their own. */
public final class StandardScopes {

    /** It says which protocol is spoken, so it is never anybody's permission. */
    public static final String OPENID = "openid";

    /**
     * For refresh tokens that outlive the session. Keycloak maps a role to it, so it is protected; but it is no API's scope:
     * a subject who gets nothing else has got nothing.
     */
    static final String OFFLINE_ACCESS = "offline_access";

    private StandardScopes() {}

    /** Whether a scope of this name may be one of an API. */
    public static boolean mayBeOfApi(String scope) {
        return !OFFLINE_ACCESS.equals(scope);
    }

    /**
     * Whether a default scope of this name is judged where it is asked for, as an optional scope is, and nowhere else:
     * Keycloak gives {@code offline_access} to every client, and insists on its role itself.
     */
    public static boolean isJudgedWhereAskedFor(String scope) {
        return OFFLINE_ACCESS.equals(scope);
    }
}
