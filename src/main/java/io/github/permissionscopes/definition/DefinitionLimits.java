package io.github.permissionscopes.definition;

/** The largest numbers of elements and the longest texts that a definition may have. */
public final class DefinitionLimits {

    /** Scopes of one API. */
    public static final int MOST_SCOPES = 1_000;

    public static final int MOST_APIS = 1_000;
    public static final int MOST_SCOPES_OF_ALL = 50_000;
    public static final int MOST_ROLES = 10_000;
    public static final int MOST_GROUPS = 5_000;

    /** The length of Keycloak's columns for the names of roles and client scopes. */
    public static final int LONGEST_NAME = 255;

    public static final int LONGEST_DESCRIPTION = 500;
    public static final int LONGEST_IDENTIFIER = 2_000;

    /** Characters of a group's path. */
    public static final int LONGEST_PATH = 4_000;

    /** Groups in one path. */
    public static final int MOST_LEVELS = 50;

    /**
     * Roles of other clients that one scope may require. Their ids are stored in a single attribute of the client
     * scope.
     */
    public static final int MOST_FOREIGN_ROLES = 50;

    private DefinitionLimits() {}
}
