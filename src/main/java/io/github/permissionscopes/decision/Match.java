package io.github.permissionscopes.decision;

/** How many of a protected scope's required permissions the subject must hold. */
public enum Match {
    /**
     * One at each API that the scope belongs to; a realm role counts for all of them. In a token for one API only a
     * permission for that API counts.
     */
    EACH_API,
    /** One, for any of the APIs. In a token for one API it must be a permission for that API. */
    ANY,
    /** All, whatever APIs they are for and whatever API the token is for. */
    ALL,
    /** No permission is required: the scope only requires a level of authentication. */
    NONE;

    private static final String SAID_ANY = "any";

    /**
     * Any value except {@code any} means all: a typing error must not loosen the rule.
     *
     * @param said the configured value of a scope; null for none
     */
    public static Match of(String said) {
        if (said == null || said.isBlank()) {
            return EACH_API;
        }
        return said.strip().equalsIgnoreCase(SAID_ANY) ? ANY : ALL;
    }
}
