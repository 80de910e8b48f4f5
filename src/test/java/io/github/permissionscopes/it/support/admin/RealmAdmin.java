package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * What an administrator does in the console, by its REST API. Where a test has it injected, its end undoes each change.
 */
public final class RealmAdmin {

    private final RealmResource realm;
    private final Undo undo;
    private final SettingsAdmin settings;
    private final SwitchAdmin theSwitch;
    private final ScopeAdmin scopes;
    private final ClientAdmin clients;
    private final PeopleAdmin people;
    private final RoleAdmin roles;

    /** Nothing is undone. */
    public RealmAdmin(RealmResource realm) {
        this(realm, Undo.never());
    }

    public RealmAdmin(RealmResource realm, Undo undo) {
        this.realm = realm;
        this.undo = undo;
        this.settings = new SettingsAdmin(realm, undo);
        this.theSwitch = new SwitchAdmin(realm, undo);
        this.clients = new ClientAdmin(realm, undo);
        this.scopes = new ScopeAdmin(realm, clients, undo);
        this.people = new PeopleAdmin(realm, undo);
        this.roles = new RoleAdmin(realm, clients, undo);
    }

    public ScopeAdmin scopes() {
        return scopes;
    }

    public ClientAdmin clients() {
        return clients;
    }

    /** Those of the realm; a client's roles are permissions. */
    public RoleAdmin roles() {
        return roles;
    }

    public SwitchAdmin theSwitch() {
        return theSwitch;
    }

    public SettingsAdmin settings() {
        return settings;
    }

    public PeopleAdmin people() {
        return people;
    }

    public PermissionAdmin permissions() {
        return new PermissionAdmin(clients);
    }

    public MapperAdmin mappers() {
        return new MapperAdmin(clients, undo);
    }

    public FlowAdmin flows() {
        return new FlowAdmin(realm, undo);
    }

    public StepUpFlows stepUp() {
        return new StepUpFlows(realm, undo);
    }

    public GroupAdmin groups() {
        return new GroupAdmin(realm, this, undo);
    }

    public void turnSwitch(boolean on) {
        theSwitch.change(action -> action.setEnabled(on));
    }

    /** @return what the call returns while the switch is off; it is on afterwards */
    public <T> T whileOff(Supplier<T> call) {
        turnSwitch(false);
        try {
            return call.get();
        } finally {
            turnSwitch(true);
        }
    }

    /** Replaces the switch's config; an empty one means the defaults. */
    public void configure(Map<String, String> config) {
        theSwitch.configure(config);
    }

    public void change(Consumer<RealmRepresentation> change) {
        settings.change(change);
    }

    public void give(String username, String api, String permission) {
        people.give(username, held(username, api), permissions().get(api, permission));
    }

    public void take(String username, String api, String permission) {
        people.take(username, held(username, api), permissions().get(api, permission));
    }

    public void giveRole(String username, String realmRole) {
        people.give(username, user(username).roles().realmLevel(), roles.get(realmRole));
    }

    public UserResource user(String username) {
        return people.user(username);
    }

    public ClientResource client(String clientId) {
        return clients.resource(clientId);
    }

    public void changeClient(String clientId, Consumer<ClientRepresentation> change) {
        clients.change(clientId, change);
    }

    public ClientScopeRepresentation scope(String name) {
        return scopes.get(name);
    }

    /** Creates a client scope with the traces of {@link TestRealm}, optional at the client, without role mapping. */
    public String createScope(String name, String clientId, Map<String, String> attributes) {
        String id = scopes.create(name, attributes);
        client(clientId).addOptionalClientScope(id);
        return id;
    }

    /** As {@link #createScope}, of a scope that is for this permission of the API, which may be new. */
    public void createScope(String name, String clientId, String api, String permission) {
        createScope(name, clientId, Map.of());
        if (!permissions().exists(api, permission)) {
            permissions().create(api, permission);
        }
        map(name, api, permission);
    }

    public void add(ClientScopeRepresentation scope) {
        scopes.add(scope);
    }

    public void add(ClientRepresentation client) {
        clients.add(client);
    }

    public void add(UserRepresentation user) {
        people.add(user);
    }

    public void add(RoleRepresentation realmRole) {
        roles.add(realmRole);
    }

    public void map(String scope, String api, String permission) {
        scopes.map(scope, mappings(scope, api), permissions().get(api, permission));
    }

    /** The scope is for those who hold all its permissions, with these; to Keycloak one of them is enough. */
    public void requireAll(String scope, String api, String... permissions) {
        for (String permission : permissions) {
            map(scope, api, permission);
        }
        scopes.setAttribute(scope, PermissionScopes.MATCH, "all");
    }

    public void unmap(String scope, String api, String permission) {
        scopes.unmap(scope, mappings(scope, api), permissions().get(api, permission));
    }

    private RoleScopeResource mappings(String scope, String api) {
        return scopes.resource(scope).getScopeMappings().clientLevel(clients.id(api));
    }

    private RoleScopeResource held(String username, String api) {
        return user(username).roles().clientLevel(clients.id(api));
    }
}
