package io.github.permissionscopes.rest;

import io.github.permissionscopes.status.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;

/** The REST call {@code status}: says whether the realm enforces and which configuration problems it has. */
public final class StatusResource {

    private final KeycloakSession session;
    private final Administrator administrator;

    StatusResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get() {
        administrator.require(AdminRoles.VIEW_REALM);
        return Response.ok(Json.write(Status.of(session, session.getContext().getRealm())))
                .build();
    }
}
