package io.github.permissionscopes.fake;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * A realm with contacts and events, and the application {@code app} that may ask for all their scopes. Anna may read
 * contacts, and her notes at level 2; nobody has told her that she may delete contacts or read events.
 */
public final class FakeContacts {

    private final FakeRealm realm;
    private final RoleModel read;
    private final ClientModel app;
    private final UserModel anna;

    public FakeContacts() {
        realm = FakeRealm.enforcing();
        read = realm.role("contacts-api", "read:contacts");
        app = realm.client(
                "app",
                realm.scope("read:contacts", read),
                realm.scope("list:contacts", read),
                realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
                realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
                realm.scope("read:events", realm.role("events-api", "read:events")),
                realm.scope("email"));
        anna = realm.user("anna", read);
    }

    public FakeRealm realm() {
        return realm;
    }

    /** The role that lets Anna read contacts. */
    public RoleModel read() {
        return read;
    }

    public ClientModel app() {
        return app;
    }

    public UserModel anna() {
        return anna;
    }

    /** One of the scopes of {@code app}. */
    public ClientScopeModel scope(String name) {
        return app.getClientScopes(false).get(name);
    }

    /** A session of Anna's, named {@code session}, with a login at {@code app} of this level. */
    public FakeUserSession login(int level) {
        return new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", String.valueOf(level));
    }
}
