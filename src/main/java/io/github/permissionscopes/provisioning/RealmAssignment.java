package io.github.permissionscopes.provisioning;

/** The assignment of a client scope to future clients of the realm. */
enum RealmAssignment {
    NONE,
    OPTIONAL,
    /** New clients get it as a default scope. A definition cannot set this. */
    DEFAULT;

    boolean isOptional() {
        return this == OPTIONAL;
    }
}
