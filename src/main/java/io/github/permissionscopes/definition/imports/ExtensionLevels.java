package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks how deeply the groups of an Authorization Extension export are nested, and that they form no circle. */
final class ExtensionLevels {

    private final Map<String, Place> groups;
    private final Map<String, Set<String>> parents;
    private final Map<String, Integer> levels = new HashMap<>();

    /**
     * @param groups by id
     * @param parents ids of the parents of each group, by the group's id
     */
    ExtensionLevels(Map<String, Place> groups, Map<String, Set<String>> parents) {
        this.groups = groups;
        this.parents = parents;
    }

    /** @throws InvalidDefinitionException if groups are nested too deeply or in a circle */
    void check() {
        groups.keySet().forEach(id -> level(id, new ArrayList<>()));
    }

    /**
     * @param below the groups on the path from the group where the check began to this one
     * @return number of groups on the longest path from the top to this group
     */
    private int level(String id, List<String> below) {
        if (below.contains(id)) {
            List<String> circle = new ArrayList<>(below.subList(below.indexOf(id), below.size()));
            circle.add(id);
            throw nested(id)
                    .error("These groups are in one another: "
                            + String.join(
                                    " in ", circle.stream().map(this::name).toList())
                            + ". Keycloak's groups are a tree: take one of them out of the other.");
        }
        Integer known = levels.get(id);
        if (known != null) {
            return known;
        }
        below.add(id);
        int level = 1;
        if (below.size() <= DefinitionLimits.MOST_LEVELS) {
            for (String parent : Objects.requireNonNull(parents.get(id), id)) {
                level = Math.max(level, level(parent, below) + 1);
            }
        }
        if (Math.max(level, below.size()) > DefinitionLimits.MOST_LEVELS) {
            throw nested(id).error("Groups are more than " + DefinitionLimits.MOST_LEVELS + " levels deep here.");
        }
        below.remove(below.size() - 1);
        levels.put(id, level);
        return level;
    }

    private Place place(String id) {
        return Objects.requireNonNull(groups.get(id), id);
    }

    private Place nested(String id) {
        return place(id).at("nested");
    }

    private String name(String id) {
        return place(id).at("name").requiredText();
    }
}
