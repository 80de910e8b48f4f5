package io.github.permissionscopes.decision;

/** Whether a decision takes effect. */
public enum Mode {
    /** Refused scopes are removed, or the request is rejected. */
    ENFORCE,
    /** Decisions are written to events and logs, and change nothing. */
    REPORT
}
