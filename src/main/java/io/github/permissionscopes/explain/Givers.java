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
import org.jspecify.annotations.Nullable;
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
 * Realm roles and groups that already give permissions to users. Remedies prefer them to single permissions. Roles and
 * groups that let a user administer Keycloak are left out.
 */
public final class Givers {

    /** A realm may have thousands of groups; nobody reads more than a few. */
    static final int MOST_GROUPS = 5;

    private static final int MOST_LOOKED_AT = 200;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final boolean known;

    // Caches by id: one question may be about a thousand scopes that come with the same few roles and groups.
    private final Map<String, List<GroupModel>> groups = new HashMap<>();
    private final Map<String, Given> given = new HashMap<>();
    private @Nullable RoleGraph graph;

    private Givers(KeycloakSession session, boolean known) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.known = known;
    }

    /** Returns the roles and groups of the session's realm. */
    public static Givers of(KeycloakSession session) {
        return new Givers(session, true);
    }

    /**
     * Returns none: for callers who may see users only by fine-grained permissions, and therefore no roles and groups.
     */
    public static Givers none(KeycloakSession session) {
        return new Givers(session, false);
    }

    /** @return realm roles that contain any of these, those with the fewest roles first, then by name */
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
     * @return some groups that give any of these to their members, those with the fewest roles first, then by path.
     *     Roles of parent groups count; a group that gives all of these is included if it adds one of them to its
     *     parents
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

    /** @return the contents of the role, without itself */
    Set<RoleModel> contents(RoleModel role) {
        return given(role).roles();
    }

    /** @return the roles that members of the group get, including those of its parents */
    Set<RoleModel> contents(GroupModel group) {
        return given(group).roles();
    }

    /** Whether the role, or a role that it contains, lets a user administer Keycloak. */
    boolean isAdministrative(RoleModel role) {
        return given(role).isAdministrative();
    }

    /** Whether it is the role that every new user gets. */
    boolean isDefault(RoleModel role) {
        return role.equals(realm.getDefaultRole());
    }

    boolean isSuitable(RoleModel role) {
        return !isAdministrative(role) && !isDefault(role);
    }

    /** The roles that a role or a group gives, with all that they contain. */
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

    /** Members do not get the roles of an organization's group (UserModel.getGroupsStream), so it is left out. */
    private List<GroupModel> groups(RoleModel role) {
        return groups.computeIfAbsent(role.getId(), id -> session.groups()
                .getGroupsByRoleStream(realm, role, 0, MOST_LOOKED_AT)
                .filter(group -> group.getType() == GroupModel.Type.REALM)
                .toList());
    }

    /** Returns each role that is one of these, or contains one. */
    private Stream<RoleModel> leadingTo(Collection<RoleModel> permissions) {
        if (!known || permissions.isEmpty()) {
            return Stream.empty();
        }
        RoleGraph all = graph == null ? RoleGraph.of(session, realm) : graph;
        graph = all;
        return permissions.stream()
                .flatMap(permission -> all.leadingTo(permission).stream().map(chain -> chain.role()));
    }

    /** Checks for roles that administer this realm or, in the master realm, others. */
    private boolean isAnyAdministrative(Set<RoleModel> roles) {
        boolean isMaster = realm.getName().equals(Config.getAdminRealm());
        return roles.stream()
                .anyMatch(role -> KeycloaksClients.isAdministrative(
                        role.getContainer() instanceof ClientModel client ? client.getClientId() : null,
                        role.getName(),
                        isMaster));
    }
}
