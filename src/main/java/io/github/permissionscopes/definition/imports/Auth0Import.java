package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Auth0's resource servers and roles, as its Management API answers them, in one document:
 *
 * <pre>{@code {"resource_servers": [...], "roles": [{..., "permissions": [...]}]}}</pre>
 *
 * <p>{@code resource_servers} is the answer of {@code GET /api/v2/resource-servers}, {@code roles} that of {@code GET
 * /api/v2/roles}, and a role's {@code permissions} that of {@code GET /api/v2/roles/{id}/permissions}; each as a plain array
 * or paged ({@code include_totals=true}). The answer of the first call alone is a document too.
 */
public final class Auth0Import {

    private static final String RESOURCE_SERVERS = "resource_servers";
    private static final String ROLES = "roles";

    private static final Map<String, String> REASONS = Map.of(
            "users",
            "Users are not imported, nor are permissions that they have without a role. Give the users the roles in Keycloak;"
                    + " for a permission without a role give them the client role of the API.");

    private Auth0Import() {}

    /**
     * @param document as above, or an export of the Authorization Extension
     * @throws InvalidDefinitionException where it is neither
     */
    public static Imported read(JsonNode document) {
        if (AuthorizationExtensionImport.isExport(document)) {
            return AuthorizationExtensionImport.read(document);
        }
        Place root = Place.root(document);
        if (!document.isArray() && !document.has(RESOURCE_SERVERS)) {
            throw root.error("This is neither a list of Auth0's resource servers ({\"resource_servers\": […],"
                    + " \"roles\": […]}) nor an export of the Authorization Extension (groups, roles, permissions).");
        }
        Auth0Apis apis = new Auth0Apis();
        List<ApiDefinition> definitions = apis.read(Pages.of(root, RESOURCE_SERVERS));
        List<RoleDefinition> roles = List.of();
        if (!document.isArray()) {
            roles = new Auth0Roles(apis).read(Pages.of(root.at(ROLES), ROLES));
            root.remarkRest(Pages.andFields(Set.of(RESOURCE_SERVERS, ROLES)), REASONS);
        }
        return new Imported(new Bundle(null, definitions, roles, List.of()), root.remarks());
    }
}
