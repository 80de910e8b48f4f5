package io.github.permissionscopes.decision;

/** How many of a protected scope's required permissions the subject must hold. */
public enum Match {
    /**
     * One at each API that the scope belongs to; a permission of the realm speaks for all of them. In a token for one API
     * only that one counts.
     */
    EACH_API,
    /** One, at whichever API. In a token for one API it must be one that speaks for it. */
    ANY,
    /** All, whichever API they are of and whichever the token is for. */
    ALL,
    /** No permission is required: the scope asks for a level of authentication and for nothing else. */
    NONE;

    private static final String SAID_ANY = "any";

    /**
     * Whatever is not {@code any} means all: a typing error must not loosen.
     *
     * @param said of a scope, by who defines it; null for nothing
     */
    public static Match of(String said) {
        if (said == null || said.isBlank()) {
            return EACH_API;
        }
        return said.strip().equalsIgnoreCase(SAID_ANY) ? ANY : ALL;
    }
}
