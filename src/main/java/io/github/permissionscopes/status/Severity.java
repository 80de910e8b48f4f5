package io.github.permissionscopes.status;

/** How severe a finding is, the most severe first. */
enum Severity {
    /** Something is not enforced as configured. */
    ERROR,
    /** Something does not have the effect that it seems to have. */
    WARNING,
    /** Worth knowing. */
    INFO
}
