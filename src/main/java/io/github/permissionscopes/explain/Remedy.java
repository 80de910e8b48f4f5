package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The shortest change after which a scope would be granted.
 *
 * @param action what to do; see the constants
 * @param scope the client scope it is about; its name
 * @param roles roles to assign; every one of them is needed. Empty where only groups give what is missing
 * @param to to any one of these
 * @param groups or make the subject a member of any one of these, which give what is missing
 * @param permissions or assign all of these, which are what is missing itself; empty where {@code roles} are
 * @param resources client ids of the APIs of which the request is to name one; with {@link #ASSIGN_ROLES}, beside the roles
 * @param level of authentication that the login must reach, beside all else; null where it is not about that
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

    /** Give the subject, or a group that it is in, the roles. */
    static final String ASSIGN_ROLES = "assign_roles";

    /** Map a role to the scope: without one, nobody can have it. */
    static final String MAP_ROLE = "map_role";

    /** Ask for a token for another API, one at which the scope is granted, or for none in particular. */
    static final String NAME_RESOURCE = "name_resource";

    /** Make the scope an optional one of the client. */
    static final String ASSIGN_SCOPE = "assign_scope";

    /** There is no such scope, or none that the client could have. */
    static final String CREATE_SCOPE = "create_scope";

    /** Log in at a higher level of authentication. */
    static final String REACH_LEVEL = "reach_level";

    /** What the scope says of a level cannot be read, so nobody reaches it. */
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

    /** This one, and then that one, which is about the level of a login. */
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
