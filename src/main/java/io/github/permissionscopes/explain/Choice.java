package io.github.permissionscopes.explain;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;

/**
 * A choice of what to give to a subject who lacks permissions.
 *
 * @param gifts roles, all of which are needed; empty if only groups give what is missing
 * @param groups alternatives to the gifts, each of which gives the permissions
 * @param permissions the missing permissions, which come with the gifts or a group
 */
record Choice(List<Gift> gifts, List<GroupModel> groups, List<RoleModel> permissions) {

    /**
     * A role to give.
     *
     * @param permissions the missing permissions that come with the role, possibly the role itself
     */
    record Gift(RoleModel role, List<RoleModel> permissions) {

        static Gift of(RoleModel permission) {
            return new Gift(permission, List.of(permission));
        }

        boolean isPermission() {
            return permissions.contains(role);
        }
    }

    static Choice of(List<Gift> gifts, List<GroupModel> groups) {
        return new Choice(gifts, groups, sorted(gifts.stream().flatMap(gift -> gift.permissions().stream())));
    }

    static List<RoleModel> sorted(Stream<RoleModel> roles) {
        return roles.distinct()
                .sorted((left, right) -> PathStep.ORDER.compare(PathStep.of(left), PathStep.of(right)))
                .toList();
    }

    /** Whether the choice consists of the missing permissions alone. */
    boolean isPermissions() {
        return groups.isEmpty() && gifts.stream().allMatch(Gift::isPermission);
    }
}
