package io.github.permissionscopes.apply;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.PageText;
import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ScopeApi;
import io.github.permissionscopes.realm.ScopeProtocols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/**
 * All APIs of a realm with the names and descriptions of their scopes, and nothing of who may ask for them: one walk
 * through the realm's client scopes, however many APIs there are.
 */
public final class ApiOutlines {

    private ApiOutlines() {}

    /** @return sorted by client ID */
    public static List<ApiDefinition> of(RealmModel realm) {
        Map<String, List<ClientScopeModel>> scopes = new TreeMap<>();
        realm.getClientsStream()
                .filter(client -> Boolean.parseBoolean(client.getAttribute(PermissionScopes.DEFINED)))
                .forEach(client -> scopes.put(client.getClientId(), new ArrayList<>()));
        realm.getClientScopesStream().filter(ScopeProtocols::areJudged).forEach(scope -> ScopeApi.idsOf(scope)
                .forEach(clientId -> scopes.computeIfAbsent(clientId, id -> new ArrayList<>())
                        .add(scope)));
        List<ApiDefinition> outlines = new ArrayList<>();
        scopes.forEach((clientId, itsScopes) -> {
            ClientModel client = realm.getClientByClientId(clientId);
            if (client != null) {
                outlines.add(outline(client, itsScopes));
            }
        });
        return outlines;
    }

    private static ApiDefinition outline(ClientModel client, List<ClientScopeModel> scopes) {
        return new ApiDefinition(
                client.getClientId(),
                PageText.written(client.getName()),
                client.getAttribute(PermissionScopes.RESOURCE_URL),
                client.getAttribute(PermissionScopes.REFUSAL),
                null,
                null,
                scopes.stream()
                        .sorted(Comparator.<ClientScopeModel>comparingInt(
                                        scope -> ScopeOrder.number(scope.getGuiOrder()))
                                .thenComparing(ClientScopeModel::getName))
                        .map(scope -> ScopeDefinition.of(
                                scope.getName(),
                                PageText.written(scope.getAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT))))
                        .toList());
    }
}
