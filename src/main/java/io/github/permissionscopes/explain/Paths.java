package io.github.permissionscopes.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The shortest path from a user to each role that the user holds. It follows the same relations as
 * {@code RoleUtils.getDeepUserRoleMappings}: direct roles, groups and their parents, and the composites of all these.
 */
final class Paths {

    private final Map<String, Reached> roles = new HashMap<>();
    private Set<String> ids = Set.of();

    /** An object on a path, and the one before it; null for the user. */
    private record Reached(Object model, PathStep step, @Nullable Reached before) {

        Reached(RoleModel role, Reached before) {
            this(role, PathStep.of(role), before);
        }

        Reached(GroupModel group, Reached before) {
            this(group, PathStep.of(group), before);
        }
    }

    private Paths() {}

    /** Searches breadth first, so that the first path to a role is a shortest one. Cycles are harmless. */
    static Paths of(UserModel subject) {
        Paths paths = new Paths();
        Set<String> groups = new HashSet<>();
        Deque<Reached> pending = new ArrayDeque<>(List.of(new Reached(subject, PathStep.of(subject), null)));
        while (!pending.isEmpty()) {
            next(pending.remove())
                    .filter(reached -> reached.model() instanceof RoleModel
                            ? paths.roles.putIfAbsent(reached.step().id(), reached) == null
                            : groups.add(reached.step().id()))
                    .sorted(Comparator.comparing(reached -> reached.step(), PathStep.ORDER))
                    .forEach(pending::add);
        }
        // Once: the same question may ask for them once per scope.
        paths.ids = Set.copyOf(paths.roles.keySet());
        return paths;
    }

    private static Stream<Reached> next(Reached at) {
        if (at.model() instanceof RoleModel role) {
            return role.getCompositesStream().map(part -> new Reached(part, at));
        }
        if (at.model() instanceof GroupModel group) {
            Stream<Reached> parent = Stream.ofNullable(group.getParentId() == null ? null : group.getParent())
                    .map(above -> new Reached(above, at));
            return Stream.concat(group.getRoleMappingsStream().map(role -> new Reached(role, at)), parent);
        }
        UserModel user = (UserModel) at.model();
        return Stream.concat(
                user.getRoleMappingsStream().map(role -> new Reached(role, at)),
                user.getGroupsStream().map(group -> new Reached(group, at)));
    }

    /** @return the ids of all roles that the user holds */
    Set<String> roleIds() {
        return ids;
    }

    boolean leadTo(String roleId) {
        return roles.containsKey(roleId);
    }

    /** @return the path from the user to the role, including both; empty if the user does not hold it */
    List<PathStep> to(String roleId) {
        Deque<PathStep> steps = new ArrayDeque<>();
        for (Reached at = roles.get(roleId); at != null; at = at.before()) {
            steps.addFirst(at.step());
        }
        return new ArrayList<>(steps);
    }
}
