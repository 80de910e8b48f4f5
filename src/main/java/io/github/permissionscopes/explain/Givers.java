package io.github.permissionscopes.explain;

import io.github.permissionscopes.realm.KeycloaksClients;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RoleUtils;

/**
 * Realm roles and groups that give permissions already: what people are given, where a permission of its own is rather a part.
 * None that lets somebody administer Keycloak.
 */
public final class Givers {

    /** A realm may have thousands of groups; nobody reads more than a few. */
    static final int MOST_GROUPS = 5;

    private static final int MOST_LOOKED_AT = 200;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final boolean known;

    // One question may be about a thousand scopes, which come by the same few roles and groups. By id.
    private final Map<String, List<GroupModel>> groups = new HashMap<>();
    private final Map<String, Given> given = new HashMap<>();
    private RoleGraph graph;

    private Givers(KeycloakSession session, boolean known) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.known = known;
    }

    /** Those of the session's realm. */
    public static Givers of(KeycloakSession session) {
        return new Givers(session, true);
    }

    /**
     * For who may see users by fine-grained permissions only: none is named, since neither roles nor groups are theirs to see.
     */
    public static Givers none(KeycloakSession session) {
        return new Givers(session, false);
    }

    /** @return realm roles that contain any of these, the one with the fewest roles first, then by name */
    List<RoleModel> roles(Collection<RoleModel> permissions) {
        return leadingTo(permissions)
                .filter(role -> !role.isClientRole() && isSuitable(role))
                .filter(role -> permissions.stream().anyMatch(contents(role)::contains))
                .distinct()
                .sorted(Comparator.<RoleModel>comparingInt(
                                role -> contents(role).size())
                        .thenComparing(role -> role.getName()))
                .toList();
    }

    /**
     * @return some groups that give any of these to their members, those with the fewest roles first, then by path. With what
     *     their parents give: one that gives all of these is among them as soon as it adds to its parents
     */
    List<GroupModel> groups(Collection<RoleModel> permissions) {
        return permissions.stream()
                .flatMap(permission -> leadingTo(List.of(permission))
                        .flatMap(role -> groups(role).stream())
                        .distinct()
                        .limit(MOST_LOOKED_AT))
                .distinct()
                .filter(group -> !given(group).isAdministrative())
                .sorted(Comparator.<GroupModel>comparingInt(
                                group -> contents(group).size())
                        .thenComparing(group -> KeycloakModelUtils.buildGroupPath(group)))
                .toList();
    }

    /** @return the groups that the subject is a member of, by path */
    List<PathStep> groupsOf(UserModel subject) {
        return known
                ? subject.getGroupsStream()
                        .map(group -> PathStep.of(group))
                        .sorted(PathStep.ORDER)
                        .toList()
                : List.of();
    }

    /** @return what the role contains, itself left out */
    Set<RoleModel> contents(RoleModel role) {
        return given(role).roles();
    }

    /** @return what members of the group get, by its parents too */
    Set<RoleModel> contents(GroupModel group) {
        return given(group).roles();
    }

    /** Whether somebody who is given the role administers Keycloak by it, or by what it contains. */
    boolean isAdministrative(RoleModel role) {
        return given(role).isAdministrative();
    }

    /** Whether it is the role that every new user is given. */
    boolean isDefault(RoleModel role) {
        return role.equals(realm.getDefaultRole());
    }

    boolean isSuitable(RoleModel role) {
        return !isAdministrative(role) && !isDefault(role);
    }

    /** What somebody gets by a role or a group, with all that it contains. */
    private record Given(Set<RoleModel> roles, boolean isAdministrative) {}

    private Given given(RoleModel role) {
        return given.computeIfAbsent(role.getId(), id -> {
            Set<RoleModel> all = RoleUtils.expandCompositeRoles(Set.of(role));
            Set<RoleModel> others = new HashSet<>(all);
            others.remove(role);
            return new Given(others, isAnyAdministrative(all));
        });
    }

    private Given given(GroupModel group) {
        return given.computeIfAbsent(group.getId(), id -> {
            Set<RoleModel> mapped = new HashSet<>();
            for (GroupModel at = group; at != null; at = at.getParentId() == null ? null : at.getParent()) {
                at.getRoleMappingsStream().forEach(mapped::add);
            }
            Set<RoleModel> all = RoleUtils.expandCompositeRoles(mapped);
            return new Given(all, isAnyAdministrative(all));
        });
    }

    /** Roles of an organization's group are no roles of its members (UserModel.getGroupsStream), so it is left out. */
    private List<GroupModel> groups(RoleModel role) {
        return groups.computeIfAbsent(role.getId(), id -> session.groups()
                .getGroupsByRoleStream(realm, role, 0, MOST_LOOKED_AT)
                .filter(group -> group.getType() == GroupModel.Type.REALM)
                .toList());
    }

    /** Each role that is one of these, or contains one. */
    private Stream<RoleModel> leadingTo(Collection<RoleModel> permissions) {
        if (!known || permissions.isEmpty()) {
            return Stream.empty();
        }
        if (graph == null) {
            graph = RoleGraph.of(realm);
        }
        return permissions.stream()
                .flatMap(permission -> graph.leadingTo(permission).stream().map(chain -> chain.role()));
    }

    /** The roles by which somebody administers this realm or, in the master realm, others. */
    private boolean isAnyAdministrative(Set<RoleModel> roles) {
        boolean isMaster = realm.getName().equals(Config.getAdminRealm());
        return roles.stream()
                .anyMatch(role -> KeycloaksClients.isAdministrative(
                        role.getContainer() instanceof ClientModel client ? client.getClientId() : null,
                        role.getName(),
                        isMaster));
    }
}
