package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts Auth0's roles with their permissions into role definitions. */
final class Auth0Roles {

    private static final Set<String> KNOWN =
            Set.of("id", "name", "description", "permissions", "type", "created_at", "updated_at");
    private static final List<String> PERMISSIONS = List.of("permissions");
    private static final String ORGANIZATION = "organization";

    private static final Set<String> KNOWN_IN_PERMISSION = Set.of(
            "permission_name",
            "resource_server_identifier",
            // The API itself has both values.
            "resource_server_name",
            "description",
            // In an answer about a user: where the permission comes from.
            "sources");

    private static final Map<String, String> REASONS =
            Map.of("users", "Users are not imported: give them the role in Keycloak.");

    private final Auth0Apis apis;

    Auth0Roles(Auth0Apis apis) {
        this.apis = apis;
    }

    List<RoleDefinition> read(List<Place> places) {
        List<RoleDefinition> roles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place place : places) {
            if (isOfOrganization(place.object())) {
                continue;
            }
            Place name = place.at("name");
            if (!Texts.isName(name.requiredText())) {
                throw name.error("Keycloak cannot store a role of this name: at most " + DefinitionLimits.LONGEST_NAME
                        + " characters, no control characters.");
            }
            if (!names.add(name.text())) {
                throw name.error("\"" + name.text() + "\" is here twice.");
            }
            roles.add(new RoleDefinition(
                    name.requiredText(),
                    Texts.line(place.at("description"), DefinitionLimits.LONGEST_NAME),
                    permissions(place.at("permissions")),
                    null));
            place.remarkRest(KNOWN, REASONS);
        }
        return roles;
    }

    /**
     * Tells whether a role belongs to an organization, and makes a remark if so. Such a role is not imported:
     * Keycloak's organizations have no roles, and roles of two organizations may have the same name.
     */
    private static boolean isOfOrganization(Place role) {
        Place owner = role.at("owner_id");
        boolean is =
                owner.isThere() || ORGANIZATION.equals(role.at("type").node().asText());
        if (is) {
            role.remark(
                    "role " + role.at("name").node().asText("without a name") + " of organization "
                            + owner.node().asText("(not named)"),
                    "Not carried over, with its "
                            + role.at("permissions").node().size()
                            + " permissions: only members of the organization have it, and Keycloak's organizations have no"
                            + " roles. Make a group or a role for its members, if they need the permissions.");
        }
        return is;
    }

    private @Nullable Map<String, List<String>> permissions(Place list) {
        if (!list.isThere()) {
            list.remark(
                    "no permissions",
                    "Auth0 answers them separately (GET /api/v2/roles/{id}/permissions): put them into this field, or the"
                            + " role's permissions stay as they are.");
            return null;
        }
        Map<String, Set<String>> permissions = new LinkedHashMap<>();
        for (Place place : Pages.of(list, PERMISSIONS)) {
            String name = place.object().at("permission_name").requiredText();
            Auth0Apis.Api api =
                    apis.identifiedBy(place.at("resource_server_identifier").requiredText());
            String scope = api == null ? null : api.scopes().named(name);
            if (api == null || scope == null) {
                place.remark(
                        "permission " + name,
                        api == null
                                ? "Not carried over: its API is not among those imported."
                                : "Not carried over: the imported API has no such scope.");
            } else {
                permissions
                        .computeIfAbsent(api.clientId(), id -> new LinkedHashSet<>())
                        .add(scope);
            }
            place.remarkRest(KNOWN_IN_PERMISSION, Map.of());
        }
        return Permissions.lists(permissions);
    }
}
