package io.github.permissionscopes.it.support.admin;

import io.github.permissionscopes.config.PermissionScopes;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The protocol mappers of clients: ours, and others. */
public final class MapperAdmin {

    private final ClientAdmin clients;
    private final Undo undo;

    MapperAdmin(ClientAdmin clients, Undo undo) {
        this.clients = clients;
        this.undo = undo;
    }

    /** Gives the client our mapper, with this config, in place of the one that it has. */
    public void change(String clientId, Map<String, String> config) {
        remove(clientId);
        add(clientId, config);
    }

    /** Gives the client a mapper that it does not have yet, which may be Keycloak's. */
    public void add(String clientId, ProtocolMapperRepresentation mapper) {
        ProtocolMappersResource mappers = clients.resource(clientId).getProtocolMappers();
        mappers.createMapper(mapper).close();
        undo.before(
                "mapper " + mapper.getName() + " of client " + clientId,
                () -> () -> mappers.getMappers().stream()
                        .filter(one -> one.getName().equals(mapper.getName()))
                        .forEach(one -> mappers.delete(one.getId())));
    }

    /** Gives the client our mapper, with this config and nothing else in it. */
    public void add(String clientId, Map<String, String> config) {
        try (Response created = create(clientId, config)) {
            if (created.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new IllegalStateException("The mapper was answered with " + created.readEntity(String.class));
            }
        }
    }

    public Response create(String clientId, Map<String, String> config) {
        ProtocolMappersResource mappers = mappers(clientId);
        return mappers.createMapper(mapper(config));
    }

    /** Takes our mapper away from the client, if it has it. */
    public void remove(String clientId) {
        remove(mappers(clientId));
    }

    /** Our mapper is what it was, with the config that it had, or is not there. */
    private ProtocolMappersResource mappers(String clientId) {
        ProtocolMappersResource mappers = clients.resource(clientId).getProtocolMappers();
        undo.before("mapper of client " + clientId, () -> {
            List<ProtocolMapperRepresentation> before = ours(mappers);
            return () -> {
                remove(mappers);
                before.forEach(mapper -> mappers.createMapper(mapper).close());
            };
        });
        return mappers;
    }

    private static void remove(ProtocolMappersResource mappers) {
        ours(mappers).forEach(mapper -> mappers.delete(mapper.getId()));
    }

    private static List<ProtocolMapperRepresentation> ours(ProtocolMappersResource mappers) {
        return mappers.getMappers().stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(PermissionScopes.MAPPER_ID))
                .toList();
    }

    public static ProtocolMapperRepresentation mapper(Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(PermissionScopes.DISPLAY_NAME);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(PermissionScopes.MAPPER_ID);
        mapper.setConfig(new LinkedHashMap<>(config));
        return mapper;
    }
}
