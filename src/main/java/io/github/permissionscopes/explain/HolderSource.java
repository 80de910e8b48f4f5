package io.github.permissionscopes.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * A role or a group whose members hold a permission.
 *
 * @param role null for a group
 * @param group null for a role
 * @param steps the path from it to the permission, including both
 */
record HolderSource(RoleModel role, GroupModel group, List<PathStep> steps) {

    /** The shortest path first; among paths of the same length, as {@link PathStep#ORDER} says. */
    static final Comparator<HolderSource> ORDER = Comparator.<HolderSource>comparingInt(
                    source -> source.steps().size())
            .thenComparing(HolderSource::compareSteps);

    // The number of users that are in memory at a time.
    private static final int CHUNK = 200;

    String id() {
        return group == null ? role.getId() : group.getId();
    }

    /** @return the direct members in the order of the storage, which is by user name; read in chunks */
    Stream<UserModel> members(KeycloakSession session, RealmModel realm) {
        return Stream.iterate(0, first -> first + CHUNK)
                .map(first -> members(session, realm, first, CHUNK))
                .takeWhile(chunk -> !chunk.isEmpty())
                .flatMap(List::stream);
    }

    boolean hasMember(KeycloakSession session, RealmModel realm) {
        return !members(session, realm, 0, 1).isEmpty();
    }

    private List<UserModel> members(KeycloakSession session, RealmModel realm, int first, int max) {
        return (group == null
                        ? session.users().getRoleMembersStream(realm, role, first, max)
                        : session.users().getGroupMembersStream(realm, group, first, max))
                .toList();
    }

    private static int compareSteps(HolderSource left, HolderSource right) {
        for (int i = 0; i < left.steps().size(); i++) {
            int order =
                    PathStep.ORDER.compare(left.steps().get(i), right.steps().get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
