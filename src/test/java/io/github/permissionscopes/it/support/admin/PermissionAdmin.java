package io.github.permissionscopes.it.support.admin;

import java.util.Arrays;
import org.keycloak.representations.idm.RoleRepresentation;

/** Permissions: the client roles of APIs. */
public final class PermissionAdmin {

    private final ClientAdmin clients;

    PermissionAdmin(ClientAdmin clients) {
        this.clients = clients;
    }

    public RoleRepresentation get(String api, String name) {
        return clients.resource(api).roles().get(name).toRepresentation();
    }

    public boolean exists(String api, String name) {
        return clients.permissions(api).contains(name);
    }

    public void create(String api, String name) {
        clients.createPermission(api, name);
    }

    public void delete(String api, String name) {
        clients.resource(api).roles().deleteRole(name);
    }

    /** Makes the role a composite of others of the same client. */
    public void compose(String api, String role, String... parts) {
        clients.compose(
                get(api, role),
                clients.resource(api).roles().get(role),
                Arrays.stream(parts).map(part -> get(api, part)).toList());
    }
}
