package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.definition.JsonKinds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Imports the OAuth scopes of an OpenAPI 3 document: the scopes that its security schemes declare and the scopes that
 * its operations require.
 */
public final class OpenApiImport {

    /** The fields of OpenAPI 3.0 to 3.2. Those that are not imported describe messages, not scopes. */
    private static final Set<String> KNOWN = Set.of(
            "openapi",
            "$self",
            "info",
            "jsonSchemaDialect",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
            "externalDocs");

    private OpenApiImport() {}

    /**
     * @param clientId client ID of the API; if null, it is made from the document's title
     * @param identifier identifier of the API; if null, it is the URL of the document's first server
     * @throws UnusableDocumentException if it is not an OpenAPI 3 document, has no OAuth scope, or has another error
     */
    public static Imported read(JsonNode document, @Nullable String clientId, @Nullable String identifier) {
        return UnusableDocumentException.orRemarks(Place.root(document), root -> read(root, clientId, identifier));
    }

    private static Imported read(Place root, @Nullable String clientId, @Nullable String identifier) {
        checkVersion(root.object());
        OpenApiScopes scopes = new OpenApiScopes(root);
        scopes.readSchemes();
        new OpenApiOperations(root, scopes).read();
        String title = Texts.line(root.at("info").at("title"), DefinitionLimits.LONGEST_NAME);
        ApiDefinition api = new ApiDefinition(
                clientId == null ? clientId(root.at("info").at("title"), title) : clientId,
                title,
                identifier == null ? OpenApiServer.identifier(root.at("servers")) : identifier,
                null,
                null,
                null,
                scopes.definitions());
        root.remarkRest(KNOWN, Map.of());
        return new Imported(
                new Bundle(null, List.of(api), List.of(), List.of()),
                root.remarks().list());
    }

    private static String clientId(Place place, @Nullable String title) {
        if (title == null) {
            throw place.error("A title is required here, or the API's client ID in the request.");
        }
        String clientId = new ClientIds().of(title);
        if (clientId == null) {
            throw place.error(
                    "A title with Latin letters or digits is required here, of which a client ID is made, or the"
                            + " API's client ID in the request (clientId).");
        }
        return clientId;
    }

    private static void checkVersion(Place root) {
        if (root.at("swagger").isThere()) {
            throw root.at("swagger")
                    .error(
                            "This is Swagger 2.0. Convert it to OpenAPI 3 (swagger2openapi or the Swagger Editor do), and"
                                    + " import that.");
        }
        Place version = root.at("openapi");
        if (!version.isThere()) {
            throw version.error("This is no OpenAPI document: the version is required here, as in openapi: 3.1.0.");
        }
        if (!version.node().asText().startsWith("3.")) {
            throw version.error(
                    "OpenAPI 3.0, 3.1 or 3.2 is expected here; this is " + JsonKinds.of(version.node()) + ".");
        }
    }
}
