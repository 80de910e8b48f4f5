package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How deep the groups of an export are in one another. */
final class ExtensionLevels {

    private final Map<String, Place> groups;
    private final Map<String, Set<String>> parents;
    private final Map<String, Integer> levels = new HashMap<>();

    /** Both by the groups' ids. */
    ExtensionLevels(Map<String, Place> groups, Map<String, Set<String>> parents) {
        this.groups = groups;
        this.parents = parents;
    }

    /** @throws InvalidDefinitionException where groups are too deep, or in a circle */
    void check() {
        groups.keySet().forEach(id -> level(id, new ArrayList<>()));
    }

    /**
     * @param below the way up to here
     * @return how many groups are on the longest way from the top to this one
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
        if (below.size() <= DefinitionCheck.MOST_LEVELS) {
            for (String parent : Objects.requireNonNull(parents.get(id), id)) {
                level = Math.max(level, level(parent, below) + 1);
            }
        }
        if (Math.max(level, below.size()) > DefinitionCheck.MOST_LEVELS) {
            throw nested(id).error("Groups are more than " + DefinitionCheck.MOST_LEVELS + " levels deep here.");
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
