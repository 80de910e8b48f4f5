package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.realm.ApisChanged;
import io.github.permissionscopes.server.Database;
import java.util.List;
import org.keycloak.models.ClientModel.ClientIdChangeEvent;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Updates stored references when the client ID of an API changes: {@code permissionScopes.api} of client scopes, and
 * the setting {@code reportOnlyApis}. It runs in the transaction that changes the ID, so both take effect or neither.
 *
 * <p>Keycloak reports the change where it writes a client's representation ({@code RepresentationToModel.updateClient},
 * 26.0–26.7): in its Admin REST API and everything that uses it. {@code GET status} finds what is missed here, for
 * example on a node without this product.
 */
final class RenamedClient {

    private RenamedClient() {}

    static void follow(ClientIdChangeEvent event) {
        KeycloakSession session = event.getKeycloakSession();
        RealmModel realm = event.getUpdatedClient().getRealm();
        String from = event.getPreviousClientId();
        String to = event.getUpdatedClient().getClientId();
        // Keycloak also reports a representation without a client ID, which changes none.
        if (!to.equals(from)) {
            scopesOf(session, realm, from).forEach(scope -> scope.setAttribute(PermissionScopes.API, to));
            new ReportOnlySetting(session, realm).clientRenamed(from, to);
            // The console's page would not learn of the change on Keycloak 26.0, which sends no admin event to this
            // product.
            ApisChanged.publish(session, realm.getId());
        }
    }

    /** By a query: iterating over a realm's client scopes would load each of them. */
    private static List<ClientScopeModel> scopesOf(KeycloakSession session, RealmModel realm, String clientId) {
        return Database.of(session)
                .createQuery(
                        "select attribute.clientScope.id from ClientScopeAttributeEntity attribute"
                                + " where attribute.clientScope.realmId = :realm and attribute.name = :name"
                                + " and attribute.value = :value",
                        String.class)
                .setParameter("realm", realm.getId())
                .setParameter("name", PermissionScopes.API)
                .setParameter("value", clientId)
                .getResultList()
                .stream()
                .map(realm::getClientScopeById)
                // Some databases compare without case.
                .filter(scope -> clientId.equals(scope.getAttribute(PermissionScopes.API)))
                .toList();
    }
}
