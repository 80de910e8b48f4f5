package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.realm.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What an administrator does in the console, by its REST API. Where a test has it injected, its end undoes each change. */
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

    public FlowAdmin flows() {
        return new FlowAdmin(realm, undo);
    }

    public StepUpFlows stepUp() {
        return new StepUpFlows(realm, undo);
    }

    public GroupAdmin groups() {
        return new GroupAdmin(realm, this, undo);
    }

    public RequiredActionProviderRepresentation theSwitch() {
        return theSwitch.get();
    }

    public void changeSwitch(Consumer<RequiredActionProviderRepresentation> change) {
        theSwitch.change(change);
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

    /** Of the switch among the realm's required actions: the lowest is asked first. */
    public void setPriority(int priority) {
        theSwitch.change(action -> action.setPriority(priority));
    }

    /** Replaces the switch's config; an empty one means the defaults. */
    public void configure(Map<String, String> config) {
        theSwitch.configure(config);
    }

    public void change(Consumer<RealmRepresentation> change) {
        settings.change(change);
    }

    /** Which events the realm stores, and for how long. */
    public void changeEvents(Consumer<RealmEventsConfigRepresentation> change) {
        settings.changeEvents(change);
    }

    public void give(String username, String api, String permission) {
        people.give(username, permissions(username, api), permission(api, permission));
    }

    public void take(String username, String api, String permission) {
        people.take(username, permissions(username, api), permission(api, permission));
    }

    public void giveRole(String username, String realmRole) {
        people.give(username, user(username).roles().realmLevel(), roles.get(realmRole));
    }

    public void changeUser(String username, Consumer<UserRepresentation> change) {
        people.change(username, change);
    }

    public void requireAction(String username, String action) {
        changeUser(username, user -> user.setRequiredActions(List.of(action)));
    }

    public UserResource user(String username) {
        return people.user(username);
    }

    /** @return the names of the scopes that the user has consented to; empty if there is no consent */
    public Set<String> storedConsent(String username, String clientId) {
        return people.storedConsent(username, clientId);
    }

    public ClientResource client(String clientId) {
        return clients.resource(clientId);
    }

    public void changeClient(String clientId, Consumer<ClientRepresentation> change) {
        clients.change(clientId, change);
    }

    public void setClientAttribute(String clientId, String key, String value) {
        changeClient(clientId, client -> client.getAttributes().put(key, value));
    }

    public void renameClient(String clientId, String newId) {
        changeClient(clientId, client -> client.setClientId(newId));
    }

    public void setFullScope(String clientId, boolean allowed) {
        changeClient(clientId, client -> client.setFullScopeAllowed(allowed));
    }

    /** Gives the client a flow of its own; an empty flow id takes it away. */
    public void overrideFlow(String clientId, String binding, String flowId) {
        clients.overrideFlow(clientId, binding, flowId);
    }

    /** Gives the client our mapper, with this config and nothing else in it. */
    public void addMapper(String clientId, Map<String, String> config) {
        clients.addMapper(clientId, config);
    }

    /** As above, in place of the one that the client has. */
    public void changeMapper(String clientId, Map<String, String> config) {
        removeMapper(clientId);
        addMapper(clientId, config);
    }

    /** Gives the client a mapper that may be Keycloak's. */
    public void addMapper(String clientId, ProtocolMapperRepresentation mapper) {
        clients.addMapper(clientId, mapper);
    }

    public Response createMapper(String clientId, Map<String, String> config) {
        return clients.createMapper(clientId, config);
    }

    /** @return the mapper as a realm file has it */
    public static ProtocolMapperRepresentation mapper(Map<String, String> config) {
        return ClientAdmin.mapper(config);
    }

    /** Takes our mapper away from the client, if it has it. */
    public void removeMapper(String clientId) {
        clients.removeMapper(clientId);
    }

    public RoleRepresentation permission(String api, String name) {
        return client(api).roles().get(name).toRepresentation();
    }

    public void createPermission(String api, String name) {
        clients.createPermission(api, name);
    }

    public void deletePermission(String api, String name) {
        client(api).roles().deleteRole(name);
    }

    /** Makes the role a composite of others of the same client. */
    public void compose(String api, String role, String... parts) {
        clients.compose(
                permission(api, role),
                client(api).roles().get(role),
                Arrays.stream(parts).map(part -> permission(api, part)).toList());
    }

    public ClientScopeRepresentation scope(String name) {
        return scopes.get(name);
    }

    public void setScopeAttribute(String scope, String key, String value) {
        scopes.setAttribute(scope, key, value);
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
        if (client(api).roles().list().stream().noneMatch(role -> role.getName().equals(permission))) {
            createPermission(api, permission);
        }
        map(name, api, permission);
    }

    /** Makes the scope one of the client's default scopes. */
    public void makeDefault(String clientId, String scope) {
        scopes.makeDefault(scope, clientId);
    }

    public void removeDefault(String clientId, String scope) {
        scopes.unassign(scope, clientId);
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

    public void deleteScope(String name) {
        scopes.resource(name).remove();
    }

    public void removeScopeMapper(String scope, String mapper) {
        scopes.removeMapper(scope, mapper);
    }

    public void map(String scope, String api, String permission) {
        scopes.map(scope, mappings(scope, api), permission(api, permission));
    }

    /** The scope is for those who hold all its permissions, with these; to Keycloak one of them is enough. */
    public void requireAll(String scope, String api, String... permissions) {
        for (String permission : permissions) {
            map(scope, api, permission);
        }
        setScopeAttribute(scope, PermissionScopes.MATCH, "all");
    }

    public void mapRealmRole(String scope, String role) {
        scopes.map(scope, scopes.resource(scope).getScopeMappings().realmLevel(), roles.get(role));
    }

    public void unmap(String scope, String api, String permission) {
        scopes.unmap(scope, mappings(scope, api), permission(api, permission));
    }

    private RoleScopeResource mappings(String scope, String api) {
        return scopes.resource(scope).getScopeMappings().clientLevel(clients.id(api));
    }

    private RoleScopeResource permissions(String username, String api) {
        return user(username).roles().clientLevel(clients.id(api));
    }
}
