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
 * Imports Auth0's resource servers, roles and client grants from one document. The document is either made of answers
 * of the Management API:
 *
 * <pre>{@code {"resource_servers": [...], "roles": [{..., "permissions": [...]}], "client_grants": [...]}}</pre>
 *
 * <p>{@code resource_servers} is the answer of {@code GET /api/v2/resource-servers}, {@code roles} the answer of {@code
 * GET /api/v2/roles}, and a role's {@code permissions} the answer of {@code GET /api/v2/roles/{id}/permissions}; each
 * is a plain array or a page ({@code include_totals=true}). The answer of the first call alone is also accepted.
 *
 * <p>Or it is the deploy tool's {@code tenant.yaml} with {@code resourceServers}, {@code roles} and {@code
 * clientGrants}. A single resource server from the deploy tool's directory export is also accepted.
 */
public final class Auth0Import {

    /** The names of fields, as the Management API and the deploy tool write them. */
    private static final List<String> ROLES = List.of("roles");

    private static final List<String> CLIENT_GRANTS = List.of("client_grants", "clientGrants");
    private static final List<String> CLIENTS = List.of("clients");

    private static final Set<String> READ = Stream.of(Auth0Kinds.RESOURCE_SERVERS, ROLES, CLIENT_GRANTS)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    private Auth0Import() {}

    /**
     * @param document one of the documents above, or an export of the Authorization Extension
     * @throws UnusableDocumentException if it is none of them, or contains an error
     */
    public static Imported read(JsonNode document) {
        if (AuthorizationExtensionImport.isExport(document)) {
            return AuthorizationExtensionImport.read(document);
        }
        return UnusableDocumentException.orRemarks(Place.root(document), Auth0Import::read);
    }

    private static Imported read(Place root) {
        JsonNode document = root.node();
        boolean one = document.has("identifier") && !Auth0Kinds.isTenant(document);
        if (!Auth0Kinds.isTenant(document)) {
            Auth0Kinds.refuseParts(root);
        }
        if (!document.isArray() && !Auth0Kinds.isTenant(document) && !one) {
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
        List<Place> resourceServers = Pages.in(root, Auth0Kinds.RESOURCE_SERVERS);
        List<ApiDefinition> definitions = apis.read(resourceServers);
        List<RoleDefinition> roles = new Auth0Roles(apis).read(Pages.in(root, ROLES));
        Auth0Grants grants = new Auth0Grants(apis);
        JsonNode clients = root.at("clients").node();
        if (clients.isArray() || has(clients, CLIENTS)) {
            grants.readClients(Pages.in(root, CLIENTS));
        }
        grants.read(Pages.in(root, CLIENT_GRANTS));
        // Only the answer of a single call has a total; a document with several lists has none.
        boolean page = !has(document, ROLES) && !has(document, CLIENT_GRANTS);
        if (page) {
            Pages.remarkOthers(root, resourceServers.size(), Auth0Kinds.RESOURCE_SERVERS);
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
