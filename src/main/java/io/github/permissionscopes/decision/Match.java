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
    NONE
}
