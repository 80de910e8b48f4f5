package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.ScopeList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrderedModel.OrderedModelComparator;
import org.keycloak.protocol.oidc.TokenManager;

/**
 * All default and optional scopes of a client.
 *
 * @param askable those that a request can name, by display order and name, as on the consent page
 * @param others those that Keycloak does not accept from this client by name alone
 */
record EveryScope(ScopeList askable, List<ClientScopeModel> others) {

    static EveryScope of(KeycloakSession session, ClientModel client) {
        List<ClientScopeModel> all = Stream.of(true, false)
                .flatMap(isDefault -> client.getClientScopes(isDefault).values().stream())
                .sorted(new OrderedModelComparator<ClientScopeModel>().thenComparing(scope -> scope.getName()))
                .distinct()
                .toList();
        List<String> names = all.stream().map(scope -> scope.getName()).toList();
        // One check for all of them if possible: each check reads all scopes of the client.
        if (names.isEmpty() || isValid(session, client, new ScopeList(names))) {
            return new EveryScope(new ScopeList(names), List.of());
        }
        List<String> askable = names.stream()
                .filter(name -> isValid(session, client, new ScopeList(List.of(name))))
                .toList();
        return new EveryScope(
                new ScopeList(askable),
                all.stream().filter(scope -> !askable.contains(scope.getName())).toList());
    }

    private static boolean isValid(KeycloakSession session, ClientModel client, ScopeList scopes) {
        // Without a user, as AuthorizationEndpointChecker does.
        return TokenManager.isValidScope(session, scopes.toString(), client, null);
    }
}
