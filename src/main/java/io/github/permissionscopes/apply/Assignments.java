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

    /** @param definitions the API's scopes, also where its definition leaves them as they are */
    void write(ApiDefinition api, List<ScopeDefinition> definitions, String at) {
        applications(api.clients(), at + "/clients");
        Map<String, Set<ClientScopeModel>> missing = new LinkedHashMap<>();
        for (int i = 0; i < definitions.size(); i++) {
            ScopeDefinition definition = definitions.get(i);
            applications(definition.clients(), at + "/scopes/" + i + "/clients");
            ClientScopeModel scope = catalogue.scope(definition.name()).orElseThrow();
            List<String> wanted = definition.clients() != null ? definition.clients() : api.clients();
            if (wanted != null) {
                assign(scope, wanted, missing);
            }
            realmOptional(scope, api.realmOptional());
        }
        // All of a client at once: Keycloak reads all scopes of the client each time.
        missing.forEach(
                (clientId, scopes) -> realm.getClientByClientId(clientId).addClientScopes(scopes, false));
    }

    private void assign(ClientScopeModel scope, List<String> wanted, Map<String, Set<ClientScopeModel>> missing) {
        Set<String> is = catalogue.clients(scope);
        wanted.stream().filter(clientId -> !is.contains(clientId)).forEach(clientId -> {
            changes.add(Kind.SCOPE, scope.getName(), CLIENTS, clientId);
            missing.computeIfAbsent(clientId, id -> new HashSet<>()).add(scope);
        });
        // Where two APIs share the scope, each adds its applications, and neither takes away the other's.
        boolean exclusive = Catalogue.apis(scope).count() <= 1;
        Set<String> surplus = exclusive ? Set.copyOf(is) : Set.of();
        surplus.stream().filter(clientId -> !wanted.contains(clientId)).sorted().forEach(clientId -> {
            changes.remove(Kind.SCOPE, scope.getName(), CLIENTS, clientId);
            realm.getClientByClientId(clientId).removeClientScope(scope);
            catalogue.unassigned(scope, clientId);
        });
        wanted.forEach(clientId -> catalogue.assigned(scope, clientId));
    }

    private void applications(List<String> clientIds, String at) {
        for (int i = 0; clientIds != null && i < clientIds.size(); i++) {
            application(clientIds.get(i), at + "/" + i);
        }
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
