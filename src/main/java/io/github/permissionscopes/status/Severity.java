package io.github.permissionscopes.status;

/** How much a finding matters, the most first. */
enum Severity {
    /** Something is not enforced as the settings say. */
    ERROR,
    /** Something does not do what it looks like. */
    WARNING,
    /** Worth knowing. */
    INFO
}
