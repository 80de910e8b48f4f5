package io.github.permissionscopes.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;

/** {@code apis}: definitions of APIs. */
public final class ApisResource {

    private final KeycloakSession session;
    private final Administrator administrator;

    ApisResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
    }

    @GET
    @Path("{clientId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("clientId") String clientId) {
        administrator.require(AdminRoles.VIEW_CLIENTS);
        throw Problem.of(Status.NOT_FOUND, "There is no API \"" + clientId + "\".");
    }
}
