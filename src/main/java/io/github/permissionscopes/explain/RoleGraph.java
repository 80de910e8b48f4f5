package io.github.permissionscopes.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The composite roles of a realm, from a part to its composites. Keycloak's model only has the opposite direction, so
 * every role of the realm is read once.
 */
final class RoleGraph {

    private final Map<String, List<RoleModel>> composites = new HashMap<>();

    /** The path from a role down to the permission, with the composites between them. */
    record Chain(RoleModel role, List<PathStep> steps) {}

    private RoleGraph() {}

    static RoleGraph of(RealmModel realm) {
        RoleGraph graph = new RoleGraph();
        Stream.concat(realm.getRolesStream(), realm.getClientsStream().flatMap(client -> client.getRolesStream()))
                .filter(role -> role.isComposite())
                .forEach(composite -> composite.getCompositesStream().forEach(part -> graph.composites
                        .computeIfAbsent(part.getId(), id -> new ArrayList<>())
                        .add(composite)));
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
                for (RoleModel composite : composites.getOrDefault(chain.role().getId(), List.of())) {
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

    private static Chain above(RoleModel composite, Chain chain) {
        List<PathStep> steps = new ArrayList<>();
        steps.add(PathStep.of(composite));
        steps.addAll(chain.steps());
        return new Chain(composite, List.copyOf(steps));
    }
}
