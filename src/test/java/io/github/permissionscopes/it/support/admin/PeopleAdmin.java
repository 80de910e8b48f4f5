package io.github.permissionscopes.it.support.admin;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Users, and the roles that are given to them. */
public final class PeopleAdmin {

    private final RealmResource realm;
    private final Undo undo;

    PeopleAdmin(RealmResource realm, Undo undo) {
        this.realm = realm;
        this.undo = undo;
    }

    UserResource user(String username) {
        return realm.users()
                .get(realm.users().searchByUsername(username, true).get(0).getId());
    }

    public void change(String username, Consumer<UserRepresentation> change) {
        UserResource user = user(username);
        undo.before("user " + username, () -> {
            UserRepresentation before = user.toRepresentation();
            return () -> user.update(before);
        });
        UserRepresentation representation = user.toRepresentation();
        change.accept(representation);
        user.update(representation);
    }

    public void requireAction(String username, String action) {
        change(username, user -> user.setRequiredActions(List.of(action)));
    }

    void add(UserRepresentation user) {
        realm.users().create(user).close();
        UserResource created = user(user.getUsername());
        undo.before("user " + user.getUsername() + " itself", () -> created::remove);
    }

    /** @return the names of the scopes that the user has consented to; empty if there is no consent */
    public Set<String> storedConsent(String username, String clientId) {
        return user(username).getConsents().stream()
                .filter(consent -> clientId.equals(consent.get("clientId")))
                .flatMap(consent -> ((Collection<?>) consent.get("grantedClientScopes")).stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    void give(String holder, RoleScopeResource roles, RoleRepresentation role) {
        restore(holder, roles, role);
        roles.add(List.of(role));
    }

    void take(String holder, RoleScopeResource roles, RoleRepresentation role) {
        restore(holder, roles, role);
        roles.remove(List.of(role));
    }

    private void restore(String holder, RoleScopeResource roles, RoleRepresentation role) {
        undo.before("role " + role.getId() + " of " + holder, () -> restored(roles, role));
    }

    /** @return what gives the role again if it is given now, and takes it if it is not */
    static Runnable restored(RoleScopeResource roles, RoleRepresentation role) {
        boolean given = roles.listAll().stream().anyMatch(one -> one.getId().equals(role.getId()));
        return given ? () -> roles.add(List.of(role)) : () -> roles.remove(List.of(role));
    }
}
