package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Recognizes the kind of an Auth0 document by its fields: a tenant, or only a part of what an import needs. */
final class Auth0Kinds {

    /** The field with a tenant's resource servers, as the Management API and the deploy tool name it. */
    static final List<String> RESOURCE_SERVERS = List.of("resource_servers", "resourceServers");

    private Auth0Kinds() {}

    /** @return whether the document has a field with resource servers */
    static boolean isTenant(JsonNode document) {
        return RESOURCE_SERVERS.stream().anyMatch(document::has);
    }

    /** @return whether the document is a single role with its permissions, as in the deploy tool's directory export */
    static boolean isRole(JsonNode document) {
        return document.has("permissions")
                && !document.has("identifier")
                && (document.has("name") || document.path("permissions").path(0).has("permission_name"));
    }

    /**
     * @throws io.github.permissionscopes.definition.InvalidDefinitionException if the document is only a part of a
     *     tenant; the message says what to add
     */
    static void refuseParts(Place document) {
        JsonNode first = document.node().isArray() ? document.node().path(0) : document.node();
        if (document.node().isArray() && isTenant(first)) {
            throw document.error(
                    "These are pages of Auth0's answer: put the APIs of all pages into one array, and import"
                            + " that.");
        }
        if (first.has("audience") && first.has("client_id")) {
            throw document.error("These are client grants: put them, and the APIs that they are for, into"
                    + " {\"resource_servers\": […], \"client_grants\": […]}.");
        }
        if (isRole(first)
                || !first.has("identifier") && first.path("id").asText().startsWith("rol_")) {
            throw document.error("These are roles: put them, and the APIs that have the permissions, into"
                    + " {\"resource_servers\": […], \"roles\": […]}.");
        }
    }
}
