package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Auth0's resource servers, roles and client grants in one document. Either as its Management API answers them:
 *
 * <pre>{@code {"resource_servers": [...], "roles": [{..., "permissions": [...]}], "client_grants": [...]}}</pre>
 *
 * <p>{@code resource_servers} is the answer of {@code GET /api/v2/resource-servers}, {@code roles} that of {@code GET
 * /api/v2/roles}, and a role's {@code permissions} that of {@code GET /api/v2/roles/{id}/permissions}; each as a plain
 * array or paged ({@code include_totals=true}). The answer of the first call alone is a document too.
 *
 * <p>Or as the deploy tool exports them, in {@code tenant.yaml}: {@code resourceServers}, {@code roles}, {@code
 * clientGrants}. Of its export of single files one resource server alone is a document, too.
 */
public final class Auth0Import {

    /** As the Management API calls them, and as the deploy tool does. */
    private static final List<String> RESOURCE_SERVERS = List.of("resource_servers", "resourceServers");

    private static final List<String> ROLES = List.of("roles");
    private static final List<String> CLIENT_GRANTS = List.of("client_grants", "clientGrants");
    private static final List<String> CLIENTS = List.of("clients");

    private static final Set<String> READ = Stream.of(RESOURCE_SERVERS, ROLES, CLIENT_GRANTS)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

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
        return has(document, RESOURCE_SERVERS);
    }

    private static Imported read(Place root) {
        JsonNode document = root.node();
        boolean one = document.has("identifier") && !isTenant(document);
        if (!isTenant(document)) {
            Auth0Parts.refuse(root);
        }
        if (!document.isArray() && !isTenant(document) && !one) {
            throw root.error("This is neither a list of Auth0's resource servers ({\"resource_servers\": […],"
                    + " \"roles\": […]}, or the deploy tool's tenant.yaml with resourceServers) nor an export of the"
                    + " Authorization Extension (groups, roles, permissions).");
        }
        Auth0Apis apis = new Auth0Apis();
        if (one) {
            Auth0Placeholders.checkOne(root);
            return new Imported(
                    new Bundle(null, apis.read(List.of(root)), List.of(), List.of()),
                    root.remarks().list());
        }
        Auth0Placeholders.check(root, READ);
        if (document.isArray()) {
            return new Imported(
                    new Bundle(null, apis.read(root.elements()), List.of(), List.of()),
                    root.remarks().list());
        }
        List<Place> resourceServers = Pages.in(root, RESOURCE_SERVERS);
        List<ApiDefinition> definitions = apis.read(resourceServers);
        List<RoleDefinition> roles = new Auth0Roles(apis).read(Pages.in(root, ROLES));
        Auth0Grants grants = new Auth0Grants(apis);
        JsonNode clients = root.at("clients").node();
        if (clients.isArray() || has(clients, CLIENTS)) {
            grants.readClients(Pages.in(root, CLIENTS));
        }
        grants.read(Pages.in(root, CLIENT_GRANTS));
        // The answer of one call is a document, too; several lists have no total of their own here.
        boolean page = !has(document, ROLES) && !has(document, CLIENT_GRANTS);
        if (page) {
            Pages.remarkOthers(root, resourceServers.size(), RESOURCE_SERVERS);
        }
        root.remarkRest(page ? Pages.andFields(READ) : READ, Auth0Sections.REASONS);
        return new Imported(
                new Bundle(null, grants.in(definitions), roles, List.of()),
                root.remarks().list());
    }

    private static boolean has(JsonNode document, List<String> names) {
        return names.stream().anyMatch(document::has);
    }
}
