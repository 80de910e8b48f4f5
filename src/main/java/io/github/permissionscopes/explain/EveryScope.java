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
 * All scopes of a client, its default and its optional ones.
 *
 * @param askable those that a request can name, by their display order and name, as the consent page has them
 * @param others those that Keycloak does not take from this client by their name alone
 */
record EveryScope(ScopeList askable, List<ClientScopeModel> others) {

    static EveryScope of(KeycloakSession session, ClientModel client) {
        List<ClientScopeModel> all = Stream.of(true, false)
                .flatMap(isDefault -> client.getClientScopes(isDefault).values().stream())
                .sorted(new OrderedModelComparator<ClientScopeModel>().thenComparing(scope -> scope.getName()))
                .distinct()
                .toList();
        List<String> names = all.stream().map(scope -> scope.getName()).toList();
        // One question for all of them, where that is enough: each costs a look at all scopes of the client.
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
        // Without a user, as AuthorizationEndpointChecker asks.
        return TokenManager.isValidScope(session, scopes.toString(), client, null);
    }
}
