package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The smallest change after which a scope would be granted.
 *
 * @param action what to do; see the constants
 * @param scope the name of the client scope
 * @param roles roles to assign, all of which are needed; empty if only groups give what is missing
 * @param to the recipients of the roles, any one of which suffices
 * @param groups alternatives: making the subject a member of any one of these gives what is missing
 * @param permissions alternatives: the missing permissions, all of which are needed; empty if {@code roles} are these
 * @param resources client IDs of the APIs of which the request has to name one; with {@link #ASSIGN_ROLES}, in addition
 *     to the roles
 * @param level of authentication that the login must reach in addition; null if the level does not matter
 * @param text the same as a sentence
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Remedy(
        String action,
        String scope,
        List<PathStep> roles,
        List<PathStep> to,
        List<PathStep> groups,
        List<PathStep> permissions,
        List<String> resources,
        Integer level,
        String text) {

    /** Assign the roles to the subject, or to a group that it is in. */
    static final String ASSIGN_ROLES = "assign_roles";

    /** Map a role to the scope: without one, nobody can have it. */
    static final String MAP_ROLE = "map_role";

    /** Request a token for another API at which the scope is granted, or for no API. */
    static final String NAME_RESOURCE = "name_resource";

    /** Assign the scope to the client as an optional scope. */
    static final String ASSIGN_SCOPE = "assign_scope";

    /** There is no such scope, or none that the client could have. */
    static final String CREATE_SCOPE = "create_scope";

    /** Log in at a higher level of authentication. */
    static final String REACH_LEVEL = "reach_level";

    /** The scope's required level is invalid, so nobody reaches it. */
    static final String CORRECT_LEVEL = "correct_level";

    /** The rule could not be evaluated: the server's log says why. */
    static final String READ_LOG = "read_log";

    static Remedy assignRoles(
            String scope,
            List<PathStep> roles,
            List<PathStep> to,
            List<PathStep> groups,
            List<PathStep> permissions,
            List<String> resources,
            String text) {
        return new Remedy(ASSIGN_ROLES, scope, roles, to, groups, permissions, resources, null, text);
    }

    /** Returns this remedy, followed by one about the level of a login. */
    Remedy and(Remedy then) {
        return new Remedy(
                action, scope, roles, to, groups, permissions, resources, then.level, text + " And then: " + then.text);
    }

    static Remedy nameResource(String scope, List<String> resources, String text) {
        return of(NAME_RESOURCE, scope, resources, null, text);
    }

    static Remedy reachLevel(String scope, int level, String text) {
        return of(REACH_LEVEL, scope, List.of(), level, text);
    }

    static Remedy of(String action, String scope, String text) {
        return of(action, scope, List.of(), null, text);
    }

    private static Remedy of(String action, String scope, List<String> resources, Integer level, String text) {
        return new Remedy(action, scope, List.of(), List.of(), List.of(), List.of(), resources, level, text);
    }
}
