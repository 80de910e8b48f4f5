package io.github.permissionscopes.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/** A client and the ids of its scopes, read once. */
record ClientFacts(ClientModel client, List<String> defaults, List<String> optional) {

    static ClientFacts of(ClientModel client) {
        return new ClientFacts(client, ids(client.getClientScopes(true)), ids(client.getClientScopes(false)));
    }

    private static List<String> ids(Map<String, ClientScopeModel> scopes) {
        return scopes.values().stream().map(scope -> scope.getId()).toList();
    }

    Stream<String> assigned() {
        return Stream.concat(defaults.stream(), optional.stream());
    }
}
