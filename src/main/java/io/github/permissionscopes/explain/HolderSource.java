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
 * @param id of the role or group
 * @param direct reads its direct members in the order of the storage, which is by user name
 * @param steps the path from it to the permission, including both
 */
record HolderSource(String id, Members direct, List<PathStep> steps) {

    /** The shortest path first; among paths of the same length, as {@link PathStep#ORDER} says. */
    static final Comparator<HolderSource> ORDER = Comparator.<HolderSource>comparingInt(
                    source -> source.steps().size())
            .thenComparing(HolderSource::compareSteps);

    /** The number of users that are read first, which is enough for most pages. */
    private static final int FIRST_CHUNK = 200;

    /** Reads a part of the members. */
    @FunctionalInterface
    interface Members {
        Stream<UserModel> read(KeycloakSession session, RealmModel realm, int first, int max);
    }

    static HolderSource of(RoleModel role, List<PathStep> steps) {
        return new HolderSource(
                role.getId(),
                (session, realm, first, max) -> session.users().getRoleMembersStream(realm, role, first, max),
                steps);
    }

    static HolderSource of(GroupModel group, List<PathStep> steps) {
        return new HolderSource(
                group.getId(),
                (session, realm, first, max) -> session.users().getGroupMembersStream(realm, group, first, max),
                steps);
    }

    /**
     * Before Keycloak skips users, it reads all of them to count them ({@code UserStorageManager.query}). So each chunk
     * is as large as all before it together, and the cost of all grows with the number of users, not with its square.
     *
     * @return the direct members, in their order; read in chunks
     */
    Stream<UserModel> members(KeycloakSession session, RealmModel realm) {
        return Stream.iterate(0, first -> first == 0 ? FIRST_CHUNK : 2 * first)
                .map(first -> direct.read(session, realm, first, Math.max(first, FIRST_CHUNK))
                        .toList())
                .takeWhile(chunk -> !chunk.isEmpty())
                .flatMap(List::stream);
    }

    boolean hasMember(KeycloakSession session, RealmModel realm) {
        return !direct.read(session, realm, 0, 1).toList().isEmpty();
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
