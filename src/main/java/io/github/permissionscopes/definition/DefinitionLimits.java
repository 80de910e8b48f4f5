package io.github.permissionscopes.definition;

/** How many parts a definition may have, and how long its texts may be. */
public final class DefinitionLimits {

    /** Of one API. */
    public static final int MOST_SCOPES = 1_000;

    public static final int MOST_APIS = 1_000;
    public static final int MOST_SCOPES_OF_ALL = 50_000;
    public static final int MOST_ROLES = 10_000;
    public static final int MOST_GROUPS = 5_000;

    /** Keycloak's columns for the names of roles and client scopes. */
    public static final int LONGEST_NAME = 255;

    public static final int LONGEST_DESCRIPTION = 500;
    public static final int LONGEST_IDENTIFIER = 2_000;

    /** Of a group. */
    public static final int LONGEST_PATH = 4_000;

    /** Of a path: each is a group. */
    public static final int MOST_LEVELS = 50;

    /** Of other clients, that one scope requires: their ids are kept in one attribute of the client scope. */
    public static final int MOST_FOREIGN_ROLES = 50;

    private DefinitionLimits() {}
}
