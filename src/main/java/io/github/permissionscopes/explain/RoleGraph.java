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
 * The composite roles of a realm, read upwards. Keycloak's model knows the parts of a role, but not the roles that it is
 * part of, so every role of the realm is looked at once.
 */
final class RoleGraph {

    private final Map<String, List<RoleModel>> composites = new HashMap<>();

    /** The way from a role down to the permission: both, and the composites between them. */
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
     * @return the permission itself and every role that contains it, each once with its shortest way, the shortest first;
     *     composites that contain each other do no harm
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
