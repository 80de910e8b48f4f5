package io.github.permissionscopes.decision;

/** How many of a protected scope's required permissions the subject must hold. */
public enum Match {
    ANY,
    ALL,
    /** No permission is required: the scope asks for a level of authentication and for nothing else. */
    NONE
}
