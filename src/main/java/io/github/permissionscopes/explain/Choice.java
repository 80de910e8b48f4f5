package io.github.permissionscopes.explain;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;

/**
 * What to give to somebody who lacks permissions.
 *
 * @param gifts all of them are needed; empty where only groups give what is missing
 * @param groups each of which gives the permissions
 * @param permissions what is missing itself, and comes with the gifts or a group
 */
record Choice(List<Gift> gifts, List<GroupModel> groups, List<RoleModel> permissions) {

    /** @param permissions what is missing and comes with the role; the role itself, where it is that */
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

    /** Whether it is the permissions themselves and nothing else. */
    boolean isPermissions() {
        return groups.isEmpty() && gifts.stream().allMatch(Gift::isPermission);
    }
}
