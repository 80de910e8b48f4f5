package io.github.permissionscopes.explain;

import io.github.permissionscopes.explain.RoleGraph.Chain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The holders of a permission: users and service accounts that have the role itself or a composite of it, directly or
 * through groups and their parents. Default roles are a composite that users get when they are created.
 *
 * <p>Users of a federation count if Keycloak's own queries for the members of roles and groups find them: those that
 * are stored or linked in Keycloak's database, and those whose provider supports such queries.
 *
 * <p>Composites are read once, when they are first needed. An instance keeps this view of the realm.
 */
public final class Holders {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, Boolean> hasMember = new HashMap<>();
    private final Map<String, List<GroupModel>> groupsByRole = new HashMap<>();
    private @Nullable RoleGraph graph;

    public Holders(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * A user who holds the permission.
     *
     * @param steps the shortest path from the user to it, without the user
     */
    record Holder(UserModel user, List<PathStep> steps) {}

    /**
     * Returns one page of the holders, those with the shortest path first. The cost grows with {@code first + max}, not
     * with the number of users.
     */
    public HoldersPage page(RoleModel permission, int first, int max) {
        List<HoldersPage.Entry> entries = of(permission)
                .skip(first)
                .limit(max + 1L)
                .map(holder -> HoldersPage.entry(realm, holder.user(), holder.steps()))
                .toList();
        boolean more = entries.size() > max;
        return new HoldersPage(PathStep.of(permission), first, max, more, more ? entries.subList(0, max) : entries);
    }

    /** @return whether anybody holds the role; each role is looked up once, however many permissions it contains */
    public boolean exist(RoleModel permission) {
        List<RoleModel> roles = new ArrayList<>();
        graph().leadingTo(permission).forEach(chain -> roles.add(0, chain.role()));
        // The outermost role first: it is the one assigned to users, and its other permissions need no query of their
        // own.
        return roles.stream().anyMatch(role -> hasMember.computeIfAbsent(role.getId(), id -> hasMember(role)));
    }

    private boolean hasMember(RoleModel role) {
        HolderSource direct = HolderSource.of(role, List.of());
        return direct.hasMember(session, realm)
                || groups(role).anyMatch(group -> withSubgroups(group, List.of()).stream()
                        .anyMatch(source -> source.hasMember(session, realm)));
    }

    /** @return every holder once, those with the shortest path first; users are read lazily */
    Stream<Holder> of(RoleModel permission) {
        Set<String> seen = new HashSet<>();
        return sources(permission).stream()
                .flatMap(source -> source.members(session, realm).map(user -> new Holder(user, source.steps())))
                .filter(holder -> seen.add(holder.user().getId()));
    }

    private List<HolderSource> sources(RoleModel permission) {
        List<HolderSource> sources = new ArrayList<>();
        for (Chain chain : graph().leadingTo(permission)) {
            sources.add(HolderSource.of(chain.role(), chain.steps()));
            groups(chain.role()).forEach(group -> sources.addAll(withSubgroups(group, chain.steps())));
        }
        Set<String> seen = new HashSet<>();
        return sources.stream()
                .sorted(HolderSource.ORDER)
                .filter(source -> seen.add(source.id()))
                .toList();
    }

    /** Members do not get the roles of an organization's group (UserModel.getGroupsStream), so it is left out. */
    private Stream<GroupModel> groups(RoleModel role) {
        return groupsByRole
                .computeIfAbsent(role.getId(), id -> session.groups()
                        .getGroupsByRoleStream(realm, role, null, null)
                        .filter(group -> group.getType() == GroupModel.Type.REALM)
                        .toList())
                .stream();
    }

    /** A group, and the path from it to the permission. */
    private record Giving(GroupModel group, List<PathStep> steps) {

        static Giving of(GroupModel group, List<PathStep> above) {
            List<PathStep> steps = new ArrayList<>();
            steps.add(PathStep.of(group));
            steps.addAll(above);
            return new Giving(group, List.copyOf(steps));
        }
    }

    private static List<HolderSource> withSubgroups(GroupModel top, List<PathStep> above) {
        List<HolderSource> sources = new ArrayList<>();
        Deque<Giving> pending = new ArrayDeque<>(List.of(Giving.of(top, above)));
        while (!pending.isEmpty()) {
            Giving at = pending.pop();
            sources.add(HolderSource.of(at.group(), at.steps()));
            at.group().getSubGroupsStream().forEach(group -> pending.push(Giving.of(group, at.steps())));
        }
        return sources;
    }

    private RoleGraph graph() {
        if (graph == null) {
            graph = RoleGraph.of(session, realm);
        }
        return graph;
    }
}
