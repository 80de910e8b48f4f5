package io.github.permissionscopes.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RoleUtils;

/**
 * Realm roles and groups that give permissions already: what people are given, where a permission of its own is rather a part.
 * None that lets somebody administer Keycloak.
 */
public final class Givers {

    /** A realm may have thousands of groups; nobody reads more than a few. */
    private static final int MOST_GROUPS = 5;

    private static final int MOST_LOOKED_AT = 200;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final boolean known;
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

    /** For who may see only some users: none is named, since neither roles nor groups of others are theirs to see. */
    public static Givers none(KeycloakSession session) {
        return new Givers(session, false);
    }

    /** @return realm roles that contain all of these, the one with the fewest roles beyond them first, then by name */
    List<RoleModel> roles(List<RoleModel> permissions) {
        String defaultRole =
                realm.getDefaultRole() == null ? null : realm.getDefaultRole().getId();
        return leadingTo(permissions)
                .filter(role -> !role.isClientRole() && !role.getId().equals(defaultRole))
                .filter(role -> permissions.stream().noneMatch(role::equals))
                .filter(role -> parts(Set.of(role)).containsAll(permissions))
                .filter(role -> !isAdministrative(parts(Set.of(role))))
                .sorted(Comparator.<RoleModel>comparingInt(
                                role -> parts(Set.of(role)).size())
                        .thenComparing(role -> role.getName()))
                .toList();
    }

    /** @return how many roles this one contains beyond these */
    static int beyond(RoleModel role, List<RoleModel> permissions) {
        Set<RoleModel> others = new HashSet<>(parts(Set.of(role)));
        others.remove(role);
        permissions.forEach(others::remove);
        return others.size();
    }

    /** @return some groups that give all of these to their members, those with the fewest roles first, then by path */
    List<GroupModel> groups(List<RoleModel> permissions) {
        return leadingTo(permissions)
                .flatMap(role -> session.groups().getGroupsByRoleStream(realm, role, 0, MOST_LOOKED_AT))
                // Roles of an organization's group are no roles of its members (UserModel.getGroupsStream).
                .filter(group -> group.getType() == GroupModel.Type.REALM)
                .distinct()
                .limit(MOST_LOOKED_AT)
                .map(group -> new Given(group, parts(mapped(group))))
                .filter(given -> given.roles().containsAll(permissions) && !isAdministrative(given.roles()))
                .sorted(Comparator.<Given>comparingInt(given -> given.roles().size())
                        .thenComparing(given -> KeycloakModelUtils.buildGroupPath(given.group())))
                .map(Given::group)
                .limit(MOST_GROUPS)
                .toList();
    }

    /** @param roles all that members get by it */
    private record Given(GroupModel group, Set<RoleModel> roles) {}

    private static Set<RoleModel> mapped(GroupModel group) {
        Set<RoleModel> roles = new HashSet<>();
        for (GroupModel at = group; at != null; at = at.getParentId() == null ? null : at.getParent()) {
            at.getRoleMappingsStream().forEach(roles::add);
        }
        return roles;
    }

    /** Each that contains the first of them: what contains all is among these. */
    private Stream<RoleModel> leadingTo(List<RoleModel> permissions) {
        if (!known || permissions.isEmpty()) {
            return Stream.empty();
        }
        if (graph == null) {
            graph = RoleGraph.of(realm);
        }
        return graph.leadingTo(permissions.get(0)).stream().map(chain -> chain.role());
    }

    private static Set<RoleModel> parts(Set<RoleModel> roles) {
        return RoleUtils.expandCompositeRoles(roles);
    }

    /** The roles by which somebody administers this realm or, in the master realm, others. */
    private boolean isAdministrative(Collection<RoleModel> roles) {
        boolean master = realm.getName().equals(Config.getAdminRealm());
        return roles.stream().anyMatch(role -> {
            if (role.getContainer() instanceof ClientModel client) {
                return client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID)
                        || master && client.getClientId().endsWith("-realm");
            }
            return master && (role.getName().equals("admin") || role.getName().equals("create-realm"));
        });
    }
}
