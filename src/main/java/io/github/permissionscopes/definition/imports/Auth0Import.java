package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Auth0's resource servers, roles and client grants in one document. Either as its Management API answers them:
 *
 * <pre>{@code {"resource_servers": [...], "roles": [{..., "permissions": [...]}], "client_grants": [...]}}</pre>
 *
 * <p>{@code resource_servers} is the answer of {@code GET /api/v2/resource-servers}, {@code roles} that of {@code GET
 * /api/v2/roles}, and a role's {@code permissions} that of {@code GET /api/v2/roles/{id}/permissions}; each as a plain array
 * or paged ({@code include_totals=true}). The answer of the first call alone is a document too.
 *
 * <p>Or as the deploy tool exports them, in {@code tenant.yaml}: {@code resourceServers}, {@code roles}, {@code
 * clientGrants}. Of its export of single files one resource server alone is a document, too.
 */
public final class Auth0Import {

    static final String RESOURCE_SERVERS = "resource_servers";
    private static final String ROLES = "roles";
    private static final String CLIENT_GRANTS = "client_grants";
    private static final String CLIENTS = "clients";

    /** As the deploy tool calls them. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of(RESOURCE_SERVERS, "resourceServers", CLIENT_GRANTS, "clientGrants");

    private static final Set<String> READ =
            Set.of(RESOURCE_SERVERS, "resourceServers", ROLES, CLIENT_GRANTS, "clientGrants");

    private Auth0Import() {}

    /**
     * @param document as above, or an export of the Authorization Extension
     * @throws UnusableDocumentException where it is neither
     */
    public static Imported read(JsonNode document) {
        if (AuthorizationExtensionImport.isExport(document)) {
            return AuthorizationExtensionImport.read(document);
        }
        return UnusableDocumentException.orRemarks(Place.root(document), Auth0Import::read);
    }

    /** @return whether it has resource servers, under one of their names */
    static boolean isTenant(JsonNode document) {
        return document.has(RESOURCE_SERVERS) || document.has(OTHER_NAMES.get(RESOURCE_SERVERS));
    }

    private static Imported read(Place root) {
        JsonNode document = root.node();
        boolean one = document.has("identifier") && !isTenant(document);
        if (!document.isArray() && !isTenant(document) && !one) {
            throw root.error("This is neither a list of Auth0's resource servers ({\"resource_servers\": […],"
                    + " \"roles\": […]}, or the deploy tool's tenant.yaml with resourceServers) nor an export of the"
                    + " Authorization Extension (groups, roles, permissions).");
        }
        Auth0Apis apis = new Auth0Apis();
        if (one) {
            Auth0Placeholders.checkOne(root);
            return new Imported(new Bundle(null, apis.read(List.of(root)), List.of(), List.of()), root.remarks());
        }
        Auth0Placeholders.check(root, READ);
        if (document.isArray()) {
            return new Imported(
                    new Bundle(null, apis.read(Pages.of(root, RESOURCE_SERVERS)), List.of(), List.of()),
                    root.remarks());
        }
        List<ApiDefinition> definitions = apis.read(list(root, RESOURCE_SERVERS));
        List<RoleDefinition> roles = new Auth0Roles(apis).read(list(root, ROLES));
        Auth0Grants grants = new Auth0Grants(apis);
        if (root.at(CLIENTS).node().isContainerNode()) {
            grants.readClients(list(root, CLIENTS));
        }
        grants.read(list(root, CLIENT_GRANTS));
        root.remarkRest(Pages.andFields(READ), Auth0Sections.REASONS);
        return new Imported(new Bundle(null, grants.in(definitions), roles, List.of()), root.remarks());
    }

    /** Under either name; under both, of both. */
    private static List<Place> list(Place root, String name) {
        List<Place> list = new ArrayList<>(Pages.of(root.at(name), name));
        String other = OTHER_NAMES.get(name);
        if (other != null) {
            list.addAll(Pages.of(root.at(other), other));
        }
        return list;
    }
}
