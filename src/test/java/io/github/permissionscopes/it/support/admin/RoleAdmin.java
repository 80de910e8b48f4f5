package io.github.permissionscopes.it.support.admin;

import java.util.Arrays;
import java.util.List;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleByIdResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The realm's roles, and the roles that they contain. */
public final class RoleAdmin {

    private final RealmResource realm;
    private final ClientAdmin clients;
    private final Undo undo;

    RoleAdmin(RealmResource realm, ClientAdmin clients, Undo undo) {
        this.realm = realm;
        this.clients = clients;
        this.undo = undo;
    }

    public RoleRepresentation get(String name) {
        return realm.roles().get(name).toRepresentation();
    }

    public void create(String name) {
        add(new RoleRepresentation(name, null, false));
    }

    /** A role that contains these permissions. */
    public void create(String name, String api, String... permissions) {
        create(name);
        compose(name, api, permissions);
    }

    void add(RoleRepresentation role) {
        realm.roles().create(role);
        RoleByIdResource roles = realm.rolesById();
        String id = get(role.getName()).getId();
        undo.before("role " + id, () -> () -> roles.deleteRole(id));
    }

    /** Puts these permissions into the role. */
    public void compose(String name, String api, String... permissions) {
        ClientResource client = clients.resource(api);
        compose(
                name,
                Arrays.stream(permissions)
                        .map(permission -> client.roles().get(permission).toRepresentation())
                        .toList());
    }

    /** Puts another role of the realm into the role. */
    public void compose(String name, String other) {
        compose(name, List.of(get(other)));
    }

    private void compose(String name, List<RoleRepresentation> parts) {
        RoleResource role = realm.roles().get(name);
        clients.compose(role.toRepresentation(), role, parts);
    }

    /** Makes the permission a part of what new users are given. */
    public void giveDefault(String api, String permission) {
        compose(defaultRole(), api, permission);
    }

    /** @return the name of the role that new users are given */
    public String defaultRole() {
        return realm.toRepresentation().getDefaultRole().getName();
    }

    /** @return the names of the roles that the role contains */
    public List<String> parts(String name) {
        return realm.roles().get(name).getRoleComposites().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    /** @return who was given the role itself */
    public List<UserRepresentation> users(String name) {
        return realm.roles().get(name).getUserMembers();
    }
}
