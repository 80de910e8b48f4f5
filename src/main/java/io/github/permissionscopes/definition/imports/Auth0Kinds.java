package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Tells which kind of Auth0's documents one is, by the fields that it has: a tenant, or a part of what is imported. */
final class Auth0Kinds {

    /** The field with a tenant's resource servers, as the Management API calls it, and as the deploy tool does. */
    static final List<String> RESOURCE_SERVERS = List.of("resource_servers", "resourceServers");

    private Auth0Kinds() {}

    /** @return whether it has resource servers, under one of their names */
    static boolean isTenant(JsonNode document) {
        return RESOURCE_SERVERS.stream().anyMatch(document::has);
    }

    /** @return whether it is one role with its permissions, as the deploy tool writes it into a file of its own */
    static boolean isRole(JsonNode document) {
        return document.has("permissions")
                && !document.has("identifier")
                && (document.has("name") || document.path("permissions").path(0).has("permission_name"));
    }

    /** @throws io.github.permissionscopes.definition.InvalidDefinitionException where it is a part, with what to do */
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
