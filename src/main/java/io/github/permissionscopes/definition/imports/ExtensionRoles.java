package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts the roles of an Authorization Extension export into definitions of realm roles. In the extension a role
 * belongs to one application, so two roles may have the same name.
 */
final class ExtensionRoles {

    private static final Set<String> KNOWN =
            Set.of("_id", "name", "description", "applicationId", "applicationType", "permissions", "users");

    private final ExtensionApis apis;
    private final Map<String, String> nameById = new HashMap<>();
    private final Map<String, RoleDefinition> byName = new LinkedHashMap<>();

    ExtensionRoles(ExtensionApis apis) {
        this.apis = apis;
    }

    void read(List<Place> roles) {
        Map<String, Integer> uses = new HashMap<>();
        roles.forEach(role -> uses.merge(role.object().at("name").requiredText(), 1, Integer::sum));
        for (Place place : roles) {
            String name = name(place, uses);
            Place id = place.at("_id");
            if (nameById.putIfAbsent(id.requiredText(), name) != null) {
                throw id.error("\"" + id.text() + "\" is here twice.");
            }
            RoleDefinition role = new RoleDefinition(
                    name, Texts.line(place.at("description"), DefinitionLimits.LONGEST_NAME), permissions(place), null);
            if (byName.putIfAbsent(name, role) != null) {
                throw place.at("name").error("The application has two roles of this name.");
            }
            remarkUsers(place.at("users"));
            place.remarkRest(KNOWN, Map.of());
        }
    }

    /** @return the name of the realm role for this id in the export; null if there is none */
    @Nullable
    String name(String id) {
        return nameById.get(id);
    }

    List<RoleDefinition> definitions() {
        return List.copyOf(byName.values());
    }

    /**
     * Gives roles of the same name different names. Merging them would give the permissions of both to everybody who
     * has one of them.
     */
    private static String name(Place place, Map<String, Integer> uses) {
        Place at = place.at("name");
        String name = at.text();
        if (uses.getOrDefault(name, 0) > 1) {
            name = name + " (" + place.at("applicationId").requiredText() + ")";
            at.remark(
                    "role " + at.text(),
                    "Several applications have a role of this name; this one became \"" + name + "\".");
        }
        if (name == null || !Texts.isName(name)) {
            throw at.error("Keycloak cannot store a role of this name: at most " + DefinitionLimits.LONGEST_NAME
                    + " characters, no control characters.");
        }
        return name;
    }

    private Map<String, List<String>> permissions(Place role) {
        String application = role.at("applicationId").requiredText();
        Map<String, Set<String>> permissions = new LinkedHashMap<>();
        for (Place place : role.at("permissions").elements()) {
            ExtensionApis.Permission permission = apis.permission(place.requiredText());
            String why = null;
            if (permission == null) {
                why = "Not carried over: there is no such permission in the export.";
            } else if (permission.scope() == null) {
                why = "Not carried over, as the permission itself was not.";
            } else if (!permission.clientId().equals(application)) {
                why = "Not carried over: the permission is of another application than the role.";
            } else {
                permissions
                        .computeIfAbsent(application, id -> new LinkedHashSet<>())
                        .add(permission.scope());
            }
            if (why != null) {
                place.remark("permission " + place.text(), why);
            }
        }
        return Permissions.lists(permissions);
    }

    private static void remarkUsers(Place users) {
        int count = users.elements().size();
        if (count > 0) {
            users.remark(count + " users", "Users are not imported: give them the role in Keycloak.");
        }
    }
}
