package io.github.permissionscopes.it.support.admin;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Clients: APIs with their permissions, and applications with our mapper. */
public final class ClientAdmin {

    private final RealmResource realm;
    private final Undo undo;

    ClientAdmin(RealmResource realm, Undo undo) {
        this.realm = realm;
        this.undo = undo;
    }

    ClientResource resource(String clientId) {
        return realm.clients().get(id(clientId));
    }

    public boolean exists(String clientId) {
        return !realm.clients().findByClientId(clientId).isEmpty();
    }

    public String id(String clientId) {
        return realm.clients().findByClientId(clientId).get(0).getId();
    }

    /** A client with nothing but these attributes. */
    public void create(String clientId, Map<String, String> attributes) {
        create(clientId, client -> client.setAttributes(attributes));
    }

    /** A client of another protocol, which asks for no scopes. */
    public void createSaml(String clientId) {
        create(clientId, client -> client.setProtocol("saml"));
    }

    public void create(String clientId, Consumer<ClientRepresentation> content) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        content.accept(client);
        add(client);
    }

    /** @return the names of the client's roles */
    public List<String> permissions(String clientId) {
        return names(resource(clientId).roles().list());
    }

    /** @return the names of the scopes that the client may ask for */
    public List<String> optionalScopes(String clientId) {
        return resource(clientId).getOptionalClientScopes().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    void add(ClientRepresentation client) {
        realm.clients().create(client).close();
        ClientResource created = resource(client.getClientId());
        undo.before("client " + created.toRepresentation().getId() + " itself", () -> created::remove);
    }

    void change(String clientId, Consumer<ClientRepresentation> change) {
        ClientRepresentation client = realm.clients().findByClientId(clientId).get(0);
        ClientResource resource = realm.clients().get(client.getId());
        undo.before("client " + client.getId(), () -> {
            ClientRepresentation before = resource.toRepresentation();
            return () -> restore(resource, before);
        });
        change.accept(client);
        resource.update(client);
    }

    /**
     * Undone by itself: a flow that was made after another change of the client is taken away before that is undone.
     */
    /** Gives the client a flow of its own; an empty flow id takes it away. */
    public void overrideFlow(String clientId, String binding, String flowId) {
        ClientResource client = resource(clientId);
        ClientRepresentation representation = client.toRepresentation();
        undo.before("flow " + binding + " of client " + representation.getId(), () -> {
            String before =
                    representation.getAuthenticationFlowBindingOverrides().getOrDefault(binding, "");
            return () -> put(client, client.toRepresentation(), binding, before);
        });
        put(client, representation, binding, flowId);
    }

    private static void put(ClientResource client, ClientRepresentation now, String binding, String flowId) {
        now.setAuthenticationFlowBindingOverrides(Map.of(binding, flowId));
        client.update(now);
    }

    /** Keycloak keeps an attribute of which the representation says nothing; an empty one is taken away. */
    private static void restore(ClientResource resource, ClientRepresentation before) {
        ClientRepresentation now = resource.toRepresentation();
        now.getAttributes().keySet().forEach(key -> before.getAttributes().putIfAbsent(key, ""));
        // They are changed, and undone, by themselves; a flow may be gone by now.
        before.setAuthenticationFlowBindingOverrides(null);
        before.setProtocolMappers(null);
        resource.update(before);
    }

    void createPermission(String api, String name) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        ClientResource client = resource(api);
        client.roles().create(role);
        RoleResource created = client.roles().get(name);
        undo.before("permission " + created.toRepresentation().getId(), () -> created::remove);
    }

    void compose(RoleRepresentation role, RoleResource resource, List<RoleRepresentation> parts) {
        undo.before("parts of role " + role.getId() + new TreeSet<>(names(parts)), () -> {
            List<RoleRepresentation> more = parts.stream()
                    .filter(part -> resource.getRoleComposites().stream()
                            .noneMatch(one -> one.getId().equals(part.getId())))
                    .toList();
            return () -> resource.deleteComposites(more);
        });
        resource.addComposites(parts);
    }

    private static List<String> names(List<RoleRepresentation> roles) {
        return roles.stream().map(RoleRepresentation::getName).toList();
    }

    public void setAttribute(String clientId, String key, String value) {
        change(clientId, client -> client.getAttributes().put(key, value));
    }

    public void rename(String clientId, String newId) {
        change(clientId, client -> client.setClientId(newId));
    }

    public void setFullScope(String clientId, boolean allowed) {
        change(clientId, client -> client.setFullScopeAllowed(allowed));
    }
}
