package io.github.permissionscopes.decision;

/** How many of a protected scope's required permissions the subject must hold. */
public enum Match {
    ANY,
    ALL
}
