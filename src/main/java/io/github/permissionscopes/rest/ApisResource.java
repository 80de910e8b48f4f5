package io.github.permissionscopes.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.provisioning.ApiReader;
import io.github.permissionscopes.provisioning.Definitions;
import io.github.permissionscopes.provisioning.Left;
import io.github.permissionscopes.provisioning.Plan;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.server.RealmTransaction;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** The REST resource {@code apis}: reads, writes and deletes definitions of APIs. */
public final class ApisResource {

    private static final String APIS = "apis";

    private final KeycloakSession session;
    private final Administrator administrator;
    private final RealmModel realm;

    ApisResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
        this.realm = session.getContext().getRealm();
    }

    /** Lists the client IDs of all APIs with their names, sorted by client ID. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list() {
        administrator.require(AdminRoles.VIEW_CLIENTS);
        List<Map<String, String>> apis = new ApiReader(session)
                .clientIds().stream()
                        .map(realm::getClientByClientId)
                        // The client may have been deleted in the meantime.
                        .filter(Objects::nonNull)
                        .filter(administrator.rights()::canView)
                        .map(client -> {
                            String id = client.getClientId();
                            String name = PageText.written(client.getName());
                            return name == null ? Map.of("clientId", id) : Map.of("clientId", id, "name", name);
                        })
                        .toList();
        return Response.ok(Json.write(apis)).build();
    }

    @GET
    @Path("{clientId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("clientId") String clientId) {
        administrator.require(AdminRoles.VIEW_CLIENTS);
        ApiDefinition api = api(clientId);
        administrator.requireView(present(clientId));
        return Response.ok(Json.write(api)).build();
    }

    /** Creates or updates the API. The answer is its definition after the change. */
    @PUT
    @Path("{clientId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response put(@PathParam("clientId") String clientId, InputStream body) {
        administrator.require(AdminRoles.MANAGE_CLIENTS);
        ApiDefinition api = RequestBody.value(session, body, ApiDefinition.class);
        ClientModel client = client(clientId);
        boolean isNew = client == null;
        if (client != null) {
            administrator.requireManage(client);
        }
        new MappingRights(administrator, realm).require(api.withClientId(clientId));
        Plan made = RequestBody.orProblem(() -> {
            if (api.clientId() != null && !api.clientId().equals(clientId)) {
                throw new InvalidDefinitionException(
                        "/clientId", "The path says \"" + clientId + "\". Use the same, or leave this field out.");
            }
            return new Definitions(session)
                    .define(
                            api.withClientId(clientId),
                            administrator.event(isNew ? OperationType.CREATE : OperationType.UPDATE, APIS, clientId));
        });
        return Response.status(isNew ? Status.CREATED : Status.OK)
                .entity(withLeft(read(api.withClientId(clientId)), made.left()))
                .build();
    }

    /** Deletes everything that definitions have created for the API. The answer lists what stays, if anything does. */
    @DELETE
    @Path("{clientId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delete(@PathParam("clientId") String clientId) {
        administrator.require(AdminRoles.MANAGE_CLIENTS);
        api(clientId);
        administrator.requireManage(present(clientId));
        Plan made = RequestBody.orProblem(() ->
                new Definitions(session).delete(clientId, administrator.event(OperationType.DELETE, APIS, clientId)));
        return made.left().isEmpty()
                ? Response.noContent().build()
                : Response.ok(Json.write(made), MediaType.APPLICATION_JSON).build();
    }

    /** @return the API as JSON, with a field {@code left} if something stays */
    private static String withLeft(ApiDefinition api, List<Left> left) {
        ObjectNode answer = JsonSerialization.mapper.valueToTree(api);
        if (!left.isEmpty()) {
            answer.set("left", JsonSerialization.mapper.valueToTree(left));
        }
        return Json.write(answer);
    }

    /**
     * Reads the API in a new transaction; the request's transaction may have read the realm before the change.
     *
     * @param defined the answer if the client has been deleted in the meantime
     */
    private ApiDefinition read(ApiDefinition defined) {
        return RealmTransaction.call(
                session,
                current -> new ApiReader(current).describe(defined.clientId()).orElse(defined));
    }

    /** A database may reject a query with control characters, so it is not asked. */
    private @Nullable ClientModel client(String clientId) {
        return Storable.isName(clientId) ? realm.getClientByClientId(clientId) : null;
    }

    /** @return the client of an API that is known to exist */
    private ClientModel present(String clientId) {
        return Objects.requireNonNull(client(clientId), clientId);
    }

    private ApiDefinition api(String clientId) {
        return new ApiReader(session)
                .find(clientId)
                .orElseThrow(() -> Problem.of(Status.NOT_FOUND, "There is no API \"" + clientId + "\" in this realm."));
    }

    @Path("{clientId}/permissions/{name}/holders")
    public HoldersResource holders(@PathParam("clientId") String clientId, @PathParam("name") String name) {
        return new HoldersResource(session, administrator, clientId, name);
    }
}
