package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/** Which applications may ask for an API's scopes. */
final class Assignments {

    private static final String CLIENTS = "clients";

    private final Catalogue catalogue;
    private final Changes changes;
    private final RealmModel realm;

    Assignments(Catalogue catalogue, Changes changes) {
        this.catalogue = catalogue;
        this.changes = changes;
        this.realm = catalogue.realm();
    }

    void write(ApiDefinition api, String at) {
        Map<String, Set<ClientScopeModel>> missing = new LinkedHashMap<>();
        for (int i = 0; i < api.scopes().size(); i++) {
            ScopeDefinition definition = api.scopes().get(i);
            ClientScopeModel scope = catalogue.scope(definition.name()).orElseThrow();
            boolean own = definition.clients() != null;
            List<String> wanted = own ? definition.clients() : api.clients();
            if (wanted != null) {
                String where = own ? at + "/scopes/" + i : at;
                assign(scope, wanted, where + "/clients", missing);
            }
            realmOptional(scope, api.realmOptional());
        }
        // All of a client at once: Keycloak reads all scopes of the client each time.
        missing.forEach(
                (clientId, scopes) -> realm.getClientByClientId(clientId).addClientScopes(scopes, false));
    }

    private void assign(
            ClientScopeModel scope, List<String> wanted, String at, Map<String, Set<ClientScopeModel>> missing) {
        Set<String> is = catalogue.clients(scope);
        for (int i = 0; i < wanted.size(); i++) {
            String clientId = wanted.get(i);
            if (!is.contains(clientId)) {
                application(clientId, at + "/" + i);
                changes.add(Kind.SCOPE, scope.getName(), CLIENTS, clientId);
                missing.computeIfAbsent(clientId, id -> new HashSet<>()).add(scope);
            }
        }
        is.stream().filter(clientId -> !wanted.contains(clientId)).forEach(clientId -> {
            changes.remove(Kind.SCOPE, scope.getName(), CLIENTS, clientId);
            realm.getClientByClientId(clientId).removeClientScope(scope);
        });
    }

    private void application(String clientId, String at) {
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null) {
            throw ApiWriter.unknownClient(at, clientId);
        }
        if (client.isBearerOnly()) {
            throw new ConflictException(at, "\"" + clientId + "\" never asks for a token, since it is bearer-only.");
        }
    }

    private void realmOptional(ClientScopeModel scope, Boolean wanted) {
        if (wanted != null) {
            changes.set(
                    Kind.SCOPE,
                    scope.getName(),
                    "realmOptional",
                    String.valueOf(catalogue.isRealmOptional(scope)),
                    String.valueOf(wanted),
                    value -> {
                        if (wanted) {
                            realm.addDefaultClientScope(scope, false);
                        } else {
                            realm.removeDefaultClientScope(scope);
                        }
                    });
        }
    }

    /** @return per API the clients that may ask for all of these scopes; empty where they differ */
    static List<String> common(List<Set<String>> clients) {
        Set<Set<String>> distinct = clients.stream().collect(Collectors.toSet());
        return distinct.size() == 1 ? new ArrayList<>(distinct.iterator().next()) : null;
    }
}
