package io.github.permissionscopes.rest;

import io.github.permissionscopes.explain.Holders;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The REST call {@code apis/{clientId}/permissions/{name}/holders}: lists who holds a permission of an API. */
public final class HoldersResource {

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

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @QueryParam(Page.FIRST) @DefaultValue("0") String first,
            @QueryParam(Page.MAX) @DefaultValue(Page.USUAL_MAX) String max) {
        administrator
                .require(AdminRoles.VIEW_CLIENTS, AdminRoles.VIEW_USERS)
                .requireRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
        Page page = Page.of(first, max);
        RealmModel realm = session.getContext().getRealm();
        return Response.ok(Json.write(new Holders(session, realm).page(permission(realm), page.first(), page.max())))
                .build();
    }

    private RoleModel permission(RealmModel realm) {
        if ((clientId + name).chars().anyMatch(Character::isISOControl)) {
            throw Problem.of(Status.NOT_FOUND, "No client or role has control characters in its name.");
        }
        ClientModel api = realm.getClientByClientId(clientId);
        if (api == null) {
            throw Problem.of(Status.NOT_FOUND, "There is no client \"" + clientId + "\".");
        }
        administrator.requireView(api);
        RoleModel permission = api.getRole(name);
        if (permission == null) {
            throw Problem.of(Status.NOT_FOUND, "Client \"" + clientId + "\" has no role \"" + name + "\".");
        }
        return permission;
    }
}
