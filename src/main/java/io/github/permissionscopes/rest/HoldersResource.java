package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.explain.Holders;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** {@code apis/{clientId}/permissions/{name}/holders}: who holds a permission of an API. */
public final class HoldersResource {

    private static final int MOST = 1000;

    private final KeycloakSession session;
    private final Administrator administrator;
    private final String clientId;
    private final String name;

    HoldersResource(KeycloakSession session, Administrator administrator, String clientId, String name) {
        this.session = session;
        this.administrator = administrator;
        this.clientId = clientId;
        this.name = name;
    }

    /** Numbers are taken as text: what is none would otherwise be answered with 404 and a page. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @QueryParam("first") @DefaultValue("0") String first, @QueryParam("max") @DefaultValue("100") String max) {
        administrator.require(AdminRoles.VIEW_CLIENTS, AdminRoles.VIEW_USERS);
        int from = number("first", first, 0, Integer.MAX_VALUE);
        int most = number("max", max, 1, MOST);
        RealmModel realm = session.getContext().getRealm();
        return Response.ok(Json.write(new Holders(session, realm).page(permission(realm), from, most)))
                .build();
    }

    private RoleModel permission(RealmModel realm) {
        ClientModel api = realm.getClientByClientId(clientId);
        if (api == null) {
            throw Problem.of(Status.NOT_FOUND, "There is no client \"" + clientId + "\".");
        }
        RoleModel permission = api.getRole(name);
        if (permission == null) {
            throw Problem.of(Status.NOT_FOUND, "Client \"" + clientId + "\" has no role \"" + name + "\".");
        }
        return permission;
    }

    private static int number(String parameter, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.of(List.of(new FieldError(
                parameter, "A whole number from " + least + " to " + most + " is expected for " + parameter + ".")));
    }
}
