package io.github.permissionscopes.provisioning;

/** Whether new clients of the realm get a client scope. */
enum RealmAssignment {
    NONE,
    OPTIONAL,
    /** In every token, without being asked for. No definition says so. */
    DEFAULT;

    boolean isOptional() {
        return this == OPTIONAL;
    }
}
