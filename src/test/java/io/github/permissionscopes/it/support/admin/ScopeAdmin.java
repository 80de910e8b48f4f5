package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.it.support.realm.TestRealm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.ClientMappingsRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Client scopes: their attributes, the roles that are mapped to them, and the clients that have them. */
public final class ScopeAdmin {

    /** To Keycloak an empty one of these is false. */
    private static final Set<String> TRUE_IF_ABSENT = Set.of("include.in.token.scope", "display.on.consent.screen");

    private final RealmResource realm;
    private final ClientAdmin clients;
    private final Undo undo;

    ScopeAdmin(RealmResource realm, ClientAdmin clients, Undo undo) {
        this.realm = realm;
        this.clients = clients;
        this.undo = undo;
    }

    /** @return the names of all */
    public List<String> names() {
        return realm.clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    ClientScopeRepresentation get(String name) {
        return realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ClientScopeResource resource(String name) {
        return realm.clientScopes().get(get(name).getId());
    }

    public void setAttribute(String name, String key, String value) {
        ClientScopeRepresentation scope = get(name);
        ClientScopeResource resource = realm.clientScopes().get(scope.getId());
        undo.before("attribute " + key + " of scope " + scope.getId(), () -> {
            // Keycloak keeps an attribute of which the representation says nothing.
            String before = scope.getAttributes().getOrDefault(key, TRUE_IF_ABSENT.contains(key) ? "true" : "");
            return () -> put(resource, resource.toRepresentation(), key, before);
        });
        put(resource, scope, key, value);
    }

    private static void put(ClientScopeResource resource, ClientScopeRepresentation scope, String key, String value) {
        scope.getAttributes().put(key, value);
        resource.update(scope);
    }

    String create(String name, Map<String, String> attributes) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(new LinkedHashMap<>(Map.of("include.in.token.scope", "true")));
        scope.getAttributes().putAll(attributes);
        scope.setProtocolMappers(TestRealm.traces(name));
        return add(scope);
    }

    /** @return the new scope's id */
    String add(ClientScopeRepresentation scope) {
        realm.clientScopes().create(scope).close();
        String id = get(scope.getName()).getId();
        undo.before("scope " + id, () -> realm.clientScopes().get(id)::remove);
        return id;
    }

    public void delete(String name) {
        resource(name).remove();
    }

    public void removeMapper(String scope, String name) {
        ProtocolMappersResource mappers = resource(scope).getProtocolMappers();
        ProtocolMapperRepresentation mapper = mappers.getMappers().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        undo.before(
                "mapper " + mapper.getId() + " of scope " + scope,
                () -> () -> mappers.createMapper(mapper).close());
        mappers.delete(mapper.getId());
    }

    /** A scope that no client of OpenID Connect can have. */
    public void createSaml(String name, Map<String, String> attributes) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("saml");
        scope.setAttributes(attributes);
        add(scope);
    }

    /** Gives the scope one more mapper; it ends with the scope. */
    public void addMapper(String scope, ProtocolMapperRepresentation mapper) {
        resource(scope).getProtocolMappers().createMapper(mapper).close();
    }

    /** @return the names of the client roles that are mapped to the scope */
    public List<String> requiredRoles(String scope) {
        Map<String, ClientMappingsRepresentation> mappings =
                resource(scope).getScopeMappings().getAll().getClientMappings();
        return mappings == null
                ? List.of()
                : mappings.values().stream()
                        .flatMap(client -> client.getMappings().stream())
                        .map(RoleRepresentation::getName)
                        .toList();
    }

    /** Makes the scope one of the client's optional ones. */
    public void makeOptional(String scope, String clientId) {
        String id = get(scope).getId();
        unassigned(scope, id, clientId).addOptionalClientScope(id);
    }

    /** Makes the scope one of the client's default ones. */
    public void makeDefault(String scope, String clientId) {
        String id = get(scope).getId();
        unassigned(scope, id, clientId).addDefaultClientScope(id);
    }

    /** Takes the scope away from the client. */
    public void unassign(String scope, String clientId) {
        unassigned(scope, get(scope).getId(), clientId);
    }

    private ClientResource unassigned(String scope, String id, String clientId) {
        ClientResource client = clients.resource(clientId);
        undo.before("scope " + scope + " of client " + clientId, () -> {
            boolean byDefault = has(client.getDefaultClientScopes(), id);
            boolean optional = has(client.getOptionalClientScopes(), id);
            return () -> {
                take(client, id);
                if (byDefault) {
                    client.addDefaultClientScope(id);
                } else if (optional) {
                    client.addOptionalClientScope(id);
                }
            };
        });
        take(client, id);
        return client;
    }

    private static boolean has(List<ClientScopeRepresentation> scopes, String id) {
        return scopes.stream().anyMatch(scope -> scope.getId().equals(id));
    }

    private static void take(ClientResource client, String id) {
        client.removeDefaultClientScope(id);
        client.removeOptionalClientScope(id);
    }

    /** Makes the scope a default one of clients that will be made. */
    public void makeDefaultOfNewClients(String scope) {
        String id = get(scope).getId();
        undo.before("default scope " + id, () -> () -> realm.removeDefaultDefaultClientScope(id));
        realm.addDefaultDefaultClientScope(id);
    }

    public void mapRealmRole(String scope, String role) {
        map(
                scope,
                resource(scope).getScopeMappings().realmLevel(),
                realm.roles().get(role).toRepresentation());
    }

    void map(String scope, RoleScopeResource mappings, RoleRepresentation role) {
        restore(scope, mappings, role);
        mappings.add(List.of(role));
    }

    void unmap(String scope, RoleScopeResource mappings, RoleRepresentation role) {
        restore(scope, mappings, role);
        mappings.remove(List.of(role));
    }

    private void restore(String scope, RoleScopeResource mappings, RoleRepresentation role) {
        undo.before("role " + role.getId() + " of scope " + scope, () -> PeopleAdmin.restored(mappings, role));
    }
}
