package io.github.permissionscopes.it.support.admin;

/**
 * A group, with what it gives to its members.
 *
 * @param id Keycloak's
 */
public record Group(GroupAdmin groups, String id) {

    /** Gives a role of the realm. */
    public Group give(String realmRole) {
        groups.give(id, realmRole);
        return this;
    }

    public Group give(String api, String permission) {
        groups.give(id, api, permission);
        return this;
    }

    public Group join(String username) {
        groups.join(username, id);
        return this;
    }

    /** @return a new group below this one */
    public Group below(String name) {
        return new Group(groups, groups.create(id, name));
    }

    public void remove() {
        groups.remove(id);
    }
}
