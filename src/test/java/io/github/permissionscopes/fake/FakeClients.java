package io.github.permissionscopes.fake;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/** The clients of a realm: applications, and APIs, which are clients that have roles. */
final class FakeClients {

    private final Map<String, ClientModel> clients = new LinkedHashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> asking = new HashSet<>();
    private final Set<String> registered = new HashSet<>();
    private final FakeRealm realm;

    FakeClients(FakeRealm realm) {
        this.realm = realm;
    }

    ClientModel byClientId(String clientId) {
        return clients.get(clientId);
    }

    ClientModel byId(String id) {
        return clients.get(id.replaceFirst("^client:", ""));
    }

    void disable(String clientId) {
        disabled.add(clientId);
    }

    void askForConsent(String clientId) {
        asking.add(clientId);
    }

    void register(String clientId) {
        registered.add(clientId);
    }

    ClientModel container(String api) {
        return clients.computeIfAbsent(api, id -> client(id, Map.of(), List.of(), List.of()));
    }

    ClientModel add(
            String clientId,
            Map<String, String> attributes,
            List<ClientScopeModel> optional,
            List<ClientScopeModel> defaults) {
        ClientModel client = client(clientId, attributes, optional, defaults);
        clients.put(clientId, client);
        return client;
    }

    private ClientModel client(
            String clientId,
            Map<String, String> attributes,
            List<ClientScopeModel> optional,
            List<ClientScopeModel> defaults) {
        return Fake.of(ClientModel.class)
                .with("getId", "client:" + clientId)
                .with("getClientId", clientId)
                .with("getName", clientId)
                .with("getProtocol", "openid-connect")
                .with("getRealm", realm.model())
                .get("isEnabled", () -> !disabled.contains(clientId))
                .with("isServiceAccountsEnabled", true)
                .get("isConsentRequired", () -> asking.contains(clientId))
                .on("getRole", arguments -> role(clientId, (String) arguments[0]))
                .get("getRegistrationToken", () -> registered.contains(clientId) ? "a token" : null)
                .with("getAttributes", attributes)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .on("getClientScopes", arguments -> byName((boolean) arguments[0] ? defaults : optional))
                .make();
    }

    /** @return null where there is none */
    private RoleModel role(String clientId, String name) {
        return realm.roles().stream()
                .filter(RoleModel::isClientRole)
                .filter(role -> role.getName().equals(name)
                        && ((ClientModel) role.getContainer()).getClientId().equals(clientId))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, ClientScopeModel> byName(List<ClientScopeModel> scopes) {
        return scopes.stream()
                .collect(Collectors.toMap(
                        ClientScopeModel::getName, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }
}
