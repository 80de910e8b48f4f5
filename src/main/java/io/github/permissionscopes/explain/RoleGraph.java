package io.github.permissionscopes.explain;

import io.github.permissionscopes.server.CompositeRoles;
import io.github.permissionscopes.server.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The composite roles of a realm, from a part to its composites. Keycloak's model only has the opposite direction, so
 * all ids are read from the database once, and only the roles on a path by the model.
 */
final class RoleGraph {

    private final RealmModel realm;
    /** The ids of the composites of each part. */
    private final Map<String, List<String>> composites = new HashMap<>();

    /** The path from a role down to the permission, with the composites between them. */
    record Chain(RoleModel role, List<PathStep> steps) {}

    private RoleGraph(RealmModel realm) {
        this.realm = realm;
    }

    static RoleGraph of(KeycloakSession session, RealmModel realm) {
        RoleGraph graph = new RoleGraph(realm);
        for (Object[] row : CompositeRoles.parts(Database.of(session), realm.getId())) {
            graph.composites
                    .computeIfAbsent((String) row[1], id -> new ArrayList<>())
                    .add((String) row[0]);
        }
        return graph;
    }

    /**
     * @return the permission itself and every role that contains it, each once with its shortest path, the shortest
     *     first. Cycles are harmless
     */
    List<Chain> leadingTo(RoleModel permission) {
        List<Chain> chains = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(permission.getId()));
        List<Chain> level = List.of(new Chain(permission, List.of(PathStep.of(permission))));
        while (!level.isEmpty()) {
            chains.addAll(level);
            List<Chain> next = new ArrayList<>();
            for (Chain chain : level) {
                for (RoleModel composite : composites(chain.role())) {
                    if (seen.add(composite.getId())) {
                        next.add(above(composite, chain));
                    }
                }
            }
            // By name, so that each composite of the next level is reached through its first part.
            next.sort(Comparator.comparing(chain -> chain.steps().get(0), PathStep.ORDER));
            level = next;
        }
        return chains;
    }

    private List<RoleModel> composites(RoleModel part) {
        return composites.getOrDefault(part.getId(), List.of()).stream()
                .map(id -> realm.getRoleById(id))
                // One that was deleted since.
                .filter(Objects::nonNull)
                .toList();
    }

    private static Chain above(RoleModel composite, Chain chain) {
        List<PathStep> steps = new ArrayList<>();
        steps.add(PathStep.of(composite));
        steps.addAll(chain.steps());
        return new Chain(composite, List.copyOf(steps));
    }
}
