package io.github.permissionscopes.it.support.admin;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;

/** Groups, by their ids. Who is in a group that was made in a test is in none after it. */
public final class GroupAdmin {

    private final RealmResource realm;
    private final RealmAdmin admin;
    private final Undo undo;

    GroupAdmin(RealmResource realm, RealmAdmin admin, Undo undo) {
        this.realm = realm;
        this.admin = admin;
        this.undo = undo;
    }

    /** @return a new group at the top, to be filled */
    public Group make(String name) {
        return new Group(this, create(null, name));
    }

    /**
     * @param parent id of the group above; null for none
     * @return the new group's id
     */
    public String create(String parent, String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        try (Response created = parent == null
                ? realm.groups().add(group)
                : realm.groups().group(parent).subGroup(group)) {
            String id = CreatedResponseUtil.getCreatedId(created);
            undo.before("group " + id, () -> realm.groups().group(id)::remove);
            return id;
        }
    }

    public void remove(String group) {
        realm.groups().group(group).remove();
    }

    /** @return the id of a group at the top */
    public String id(String name) {
        return realm.groups().groups(name, 0, 1).get(0).getId();
    }

    public void give(String group, String realmRole) {
        realm.groups()
                .group(group)
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(realmRole).toRepresentation()));
    }

    public void give(String group, String api, String permission) {
        realm.groups()
                .group(group)
                .roles()
                .clientLevel(admin.client(api).toRepresentation().getId())
                .add(List.of(admin.permissions().get(api, permission)));
    }

    public void join(String username, String group) {
        admin.user(username).joinGroup(group);
    }
}
