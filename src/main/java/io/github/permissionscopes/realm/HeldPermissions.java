package io.github.permissionscopes.realm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The permissions that a user or service account holds, among those that matter.
 *
 * <p>A subject may have thousands of roles, and a request asks for a few. The nearest roles are looked at first, and
 * the search ends with the last wanted one: a composite role is expanded only if something is still missing.
 */
public final class HeldPermissions {

    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> groups = new HashSet<>();
    private final Deque<RoleModel> unopened = new ArrayDeque<>();

    private HeldPermissions(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Finds the same roles as {@code RoleUtils.getDeepUserRoleMappings}, the same in 26.0 to 26.7.
     *
     * @param wanted ids of roles
     * @return those that are effective roles of the subject: direct, through groups and their parents, and through
     *     composites of the subject's own roles (default roles are such a composite). Nothing is read for none
     */
    public static Set<String> among(Set<String> wanted, UserModel subject) {
        HeldPermissions search = new HeldPermissions(wanted);
        if (!search.isDone()) {
            search.look(subject.getRoleMappingsStream());
        }
        if (!search.isDone()) {
            subject.getGroupsStream().forEach(search::look);
        }
        while (!search.isDone() && !search.unopened.isEmpty()) {
            search.open(search.unopened.remove());
        }
        return search.found;
    }

    private boolean isDone() {
        return found.size() == wanted.size();
    }

    /** Groups can contain each other, if two were moved at the same time. */
    private void look(GroupModel group) {
        for (GroupModel next = group; next != null && !isDone() && groups.add(next.getId()); next = next.getParent()) {
            look(next.getRoleMappingsStream());
        }
    }

    /** Since 26.6 Keycloak's cache reads the parts of a role when it is asked whether there are any. */
    private void open(RoleModel role) {
        if (role.isComposite()) {
            look(role.getCompositesStream());
        }
    }

    private void look(Stream<RoleModel> roles) {
        roles.forEach(role -> {
            String id = role.getId();
            if (seen.add(id)) {
                unopened.add(role);
                if (wanted.contains(id)) {
                    found.add(id);
                }
            }
        });
    }
}
