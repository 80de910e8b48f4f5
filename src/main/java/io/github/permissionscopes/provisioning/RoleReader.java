package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.Expressible;
import io.github.permissionscopes.definition.GroupDefinition;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the realm's roles and groups back as definitions: those that concern permissions and those that definitions
 * have created.
 */
final class RoleReader {

    private final Draft draft;
    private final AdministrativeRoles administrative;

    RoleReader(Draft draft) {
        this.draft = draft;
        this.administrative = new AdministrativeRoles(draft);
    }

    /**
     * @return the realm roles that contain permissions, were created by a definition, are given by one of the {@link
     *     #groups}, or are required by a scope; sorted by name
     */
    List<RoleDefinition> roles() {
        return draft.roles().ofRealm().stream()
                .filter(role -> isOrdinary(role)
                        && (hasPermissions(role)
                                || !administrative.isKeycloaks(role)
                                        && (role.isMade()
                                                || draft.roles().scopes(role).stream()
                                                        .anyMatch(DraftScope::isDefinable)
                                                || draft.roles().groups(role).stream()
                                                        .anyMatch(group -> isExpressible(group)))))
                .map(this::role)
                .sorted(Comparator.comparing(RoleDefinition::name))
                .toList();
    }

    /**
     * @return the groups that give roles, and those that a definition has created other than as parents of these;
     *     sorted by path
     */
    List<GroupDefinition> groups() {
        List<GroupDefinition> definitions = new ArrayList<>();
        collect(draft.top(), definitions);
        definitions.sort(Comparator.comparing(GroupDefinition::path));
        return definitions;
    }

    /** @return whether the group has a subgroup, at any depth, that was collected */
    private boolean collect(DraftGroup parent, List<GroupDefinition> definitions) {
        boolean found = false;
        for (DraftGroup group : parent.children()) {
            boolean below = collect(group, definitions);
            List<String> roles = given(group);
            boolean told = isExpressible(group) && (!roles.isEmpty() || group.isMade() && !below);
            if (told) {
                definitions.add(new GroupDefinition(group.path(), roles));
            }
            found |= told || below;
        }
        return found;
    }

    private List<String> given(DraftGroup group) {
        return group.roles().stream()
                .filter(role -> role.client() == null && isOrdinary(role) && !administrative.isKeycloaks(role))
                .map(DraftRole::name)
                .sorted()
                .toList();
    }

    private RoleDefinition role(DraftRole role) {
        Map<String, List<String>> permissions = new TreeMap<>();
        role.parts().stream()
                .filter(part -> draft.isPermission(part) && part.isExpressible())
                .sorted(DraftRole.ORDER)
                .forEach(part -> permissions
                        .computeIfAbsent(part.ownClient().clientId(), id -> new ArrayList<>())
                        .add(part.name()));
        return new RoleDefinition(
                role.name(),
                Expressible.text(role.description(), DefinitionLimits.LONGEST_NAME),
                new LinkedHashMap<>(permissions),
                null);
    }

    private boolean hasPermissions(DraftRole role) {
        return role.parts().stream()
                .anyMatch(part -> draft.isPermission(part) && part.ownClient().canBeApi() && part.isExpressible());
    }

    private boolean isOrdinary(DraftRole role) {
        return Expressible.isName(role.name()) && !administrative.contains(role);
    }

    /**
     * Excludes groups with a slash in their name, which Keycloak allows: it would look like a parent group in a path.
     */
    private static boolean isExpressible(DraftGroup group) {
        for (DraftGroup step = group; step != null; step = step.parent()) {
            if (step.name().indexOf('/') >= 0) {
                return false;
            }
        }
        return Expressible.isPath(group.path());
    }
}
