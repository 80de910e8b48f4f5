package io.github.permissionscopes.explain;

import io.github.permissionscopes.realm.KeycloaksClients;
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
                .filter(role -> given(role).suits(permissions))
                .sorted(Comparator.<RoleModel>comparingInt(
                                role -> given(role).roles().size())
                        .thenComparing(role -> role.getName()))
                .toList();
    }

    /** @return how many roles this one contains beyond these */
    int beyond(RoleModel role, List<RoleModel> permissions) {
        Set<RoleModel> others = new HashSet<>(given(role).roles());
        others.remove(role);
        permissions.forEach(others::remove);
        return others.size();
    }

    /** @return some groups that give all of these to their members, those with the fewest roles first, then by path */
    List<GroupModel> groups(List<RoleModel> permissions) {
        return leadingTo(permissions)
                .flatMap(role -> groups(role).stream())
                .distinct()
                .limit(MOST_LOOKED_AT)
                .filter(group -> given(group).suits(permissions))
                .sorted(Comparator.<GroupModel>comparingInt(
                                group -> given(group).roles().size())
                        .thenComparing(group -> KeycloakModelUtils.buildGroupPath(group)))
                .limit(MOST_GROUPS)
                .toList();
    }

    /**
     * What somebody gets by a role or a group.
     *
     * @param roles with all that they contain
     */
    private record Given(Set<RoleModel> roles, boolean isAdministrative) {

        boolean suits(List<RoleModel> permissions) {
            return !isAdministrative && roles.containsAll(permissions);
        }
    }

    private Given given(RoleModel role) {
        return given.computeIfAbsent(role.getId(), id -> given(Set.of(role)));
    }

    private Given given(GroupModel group) {
        return given.computeIfAbsent(group.getId(), id -> {
            Set<RoleModel> mapped = new HashSet<>();
            for (GroupModel at = group; at != null; at = at.getParentId() == null ? null : at.getParent()) {
                at.getRoleMappingsStream().forEach(mapped::add);
            }
            return given(mapped);
        });
    }

    private Given given(Set<RoleModel> mapped) {
        Set<RoleModel> roles = RoleUtils.expandCompositeRoles(mapped);
        return new Given(roles, roles.stream().anyMatch(this::isAdministrative));
    }

    /** Roles of an organization's group are no roles of its members (UserModel.getGroupsStream), so it is left out. */
    private List<GroupModel> groups(RoleModel role) {
        return groups.computeIfAbsent(role.getId(), id -> session.groups()
                .getGroupsByRoleStream(realm, role, 0, MOST_LOOKED_AT)
                .filter(group -> group.getType() == GroupModel.Type.REALM)
                .toList());
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

    /** The roles by which somebody administers this realm or, in the master realm, others. */
    private boolean isAdministrative(RoleModel role) {
        String clientId = role.getContainer() instanceof ClientModel client ? client.getClientId() : null;
        return KeycloaksClients.isAdministrative(
                clientId, role.getName(), realm.getName().equals(Config.getAdminRealm()));
    }
}
