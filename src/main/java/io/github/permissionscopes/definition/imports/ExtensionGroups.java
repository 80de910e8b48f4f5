package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.GroupDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Converts the groups of an Authorization Extension export, which may have several parents, into group definitions with
 * paths and roles.
 */
final class ExtensionGroups {

    private static final Set<String> KNOWN = Set.of("_id", "name", "roles", "nested", "members", "mappings");

    private static final Map<String, String> REASONS =
            Map.of("description", "A bundle has no descriptions of groups; write it into Keycloak.");

    private static final String NESTED = "nested";
    /**
     * Most steps from groups to their parents and roles. The work grows faster than the document if groups have several
     * parents.
     */
    private static final int MOST_STEPS = 100_000;

    private final ExtensionRoles roles;
    private final Map<String, Place> byId = new LinkedHashMap<>();
    private final Map<String, Set<String>> parents = new LinkedHashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int steps;

    ExtensionGroups(ExtensionRoles roles) {
        this.roles = roles;
    }

    List<GroupDefinition> read(Place list) {
        List<Place> places = list.elements();
        if (places.size() > DefinitionLimits.MOST_GROUPS) {
            throw list.error("A bundle has at most " + DefinitionLimits.MOST_GROUPS + " groups; these are "
                    + places.size() + ". Divide it.");
        }
        for (Place place : places) {
            Place id = place.object().at("_id");
            if (byId.putIfAbsent(id.requiredText(), place) != null) {
                throw id.error("\"" + id.text() + "\" is here twice.");
            }
            parents.put(id.text(), new LinkedHashSet<>());
        }
        byId.forEach(this::readNested);
        new ExtensionLevels(byId, parents).check();
        List<GroupDefinition> groups = new ArrayList<>();
        byId.forEach((id, place) -> groups.add(group(id, place)));
        return groups;
    }

    private void readNested(String id, Place place) {
        for (Place nested : place.at(NESTED).elements()) {
            Set<String> above = parents.get(nested.requiredText());
            if (above == null) {
                nested.remark("group " + nested.text(), "Not carried over: there is no such group in the export.");
            } else {
                above.add(id);
            }
        }
    }

    private GroupDefinition group(String id, Place place) {
        Set<String> names = new LinkedHashSet<>(ownRoles(id, true));
        for (String other : above(id).stream().skip(1).toList()) {
            Set<String> inherited = rolesFrom(other);
            place.remark(
                    "group " + name(id) + " in " + name(other),
                    "A group is in one other group in Keycloak; this one is at " + path(id) + ". The roles of "
                            + name(other) + " are given to it directly (" + inherited.size()
                            + "); what is given to that group later does not reach this one.");
            names.addAll(inherited);
        }
        remarkMembers(place);
        place.remarkRest(KNOWN, REASONS);
        return new GroupDefinition(path(id), List.copyOf(names));
    }

    /** @return the roles of the group and of all groups above it */
    private Set<String> rolesFrom(String id) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            String group = open.remove();
            if (seen.add(group)) {
                List<String> own = ownRoles(group, false);
                steps += 1 + own.size();
                if (steps > MOST_STEPS) {
                    throw place(id)
                            .error(
                                    "Too many groups are in several others. Keycloak's groups are a tree: take them apart.");
                }
                names.addAll(own);
                open.addAll(above(group));
            }
        }
        return names;
    }

    private List<String> ownRoles(String id, boolean remark) {
        List<String> names = new ArrayList<>();
        for (Place role : place(id).at("roles").elements()) {
            String name = roles.name(role.requiredText());
            if (name != null) {
                names.add(name);
            } else if (remark) {
                role.remark("role " + role.text(), "Not carried over: there is no such role in the export.");
            }
        }
        return names;
    }

    private String name(String id) {
        return place(id).at("name").requiredText();
    }

    private String path(String id) {
        String known = paths.get(id);
        if (known != null) {
            return known;
        }
        Iterator<String> above = above(id).iterator();
        Place at = place(id).at("name");
        String own = name(id).strip().replace('/', '-');
        if (!Texts.isName(own)) {
            throw at.error("Keycloak cannot store a group of this name.");
        }
        String path = (above.hasNext() ? path(above.next()) : "") + "/" + own;
        while (path.length() <= DefinitionLimits.LONGEST_PATH && !taken.add(path)) {
            path += " (" + id + ")";
        }
        if (path.length() > DefinitionLimits.LONGEST_PATH) {
            throw at.error("The names of this group and of those above it have more than "
                    + DefinitionLimits.LONGEST_PATH + " characters together.");
        }
        paths.put(id, path);
        if (!path.endsWith("/" + name(id))) {
            at.remark(
                    "group " + name(id), "It became " + path + ": \"/\" divides groups, and siblings differ by name.");
        }
        return path;
    }

    private Place place(String id) {
        return Objects.requireNonNull(byId.get(id), id);
    }

    private Set<String> above(String id) {
        return Objects.requireNonNull(parents.get(id), id);
    }

    private static void remarkMembers(Place place) {
        int members = place.at("members").elements().size();
        if (members > 0) {
            place.at("members")
                    .remark(members + " members", "Users are not imported: put them into the group in Keycloak.");
        }
        for (Place mapping : place.at("mappings").elements()) {
            mapping.remark(
                    "members of group " + mapping.object().at("groupName").text() + " of connection "
                            + mapping.at("connectionName").text(),
                    "Give the identity provider a mapper \"Advanced claim to group\" (or LDAP a group mapper) that puts them into"
                            + " this group.");
        }
    }
}
