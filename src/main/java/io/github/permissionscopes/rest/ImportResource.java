package io.github.permissionscopes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.imports.Auth0Document;
import io.github.permissionscopes.definition.imports.Auth0Import;
import io.github.permissionscopes.definition.imports.AuthorizationExtensionImport;
import io.github.permissionscopes.definition.imports.Imported;
import io.github.permissionscopes.definition.imports.OpenApiImport;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;

/**
 * The REST resource {@code import}: converts documents of other products into a bundle. It changes nothing in the
 * realm.
 */
public final class ImportResource {

    private final KeycloakSession session;

    ImportResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        administrator.require(AdminRoles.VIEW_CLIENTS);
    }

    /** Also accepts an export of the Authorization Extension, which is recognized by its fields. */
    @POST
    @Path("auth0")
    @Produces(MediaType.APPLICATION_JSON)
    public String auth0(InputStream body) {
        return imported(RequestBody.tree(session, body, Auth0Document::tree), Auth0Import::read);
    }

    @POST
    @Path("authorization-extension")
    @Produces(MediaType.APPLICATION_JSON)
    public String authorizationExtension(InputStream body) {
        return imported(RequestBody.tree(session, body), AuthorizationExtensionImport::read);
    }

    @POST
    @Path("openapi")
    @Produces(MediaType.APPLICATION_JSON)
    public String openApi(
            @QueryParam("clientId") String clientId, @QueryParam("identifier") String identifier, InputStream body) {
        return imported(
                RequestBody.tree(session, body),
                document -> OpenApiImport.read(document, blankToNull(clientId), blankToNull(identifier)));
    }

    private static String imported(JsonNode document, Function<JsonNode, Imported> reader) {
        return Json.write(RequestBody.orProblem(() -> reader.apply(document)));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
