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
 * Lets what names an API by its client ID follow when the client gets another one: {@code permissionScopes.api} of
 * client scopes, and the setting {@code reportOnlyApis}. In the transaction that renames it: both are done, or neither.
 *
 * <p>Keycloak tells of it where a client's representation is written ({@code RepresentationToModel.updateClient},
 * 26.0–26.7): its Admin REST API and all that use it. What is not seen here, on a node without this product for
 * example, {@code GET status} finds.
 */
final class RenamedClient {

    private RenamedClient() {}

    static void follow(ClientIdChangeEvent event) {
        KeycloakSession session = event.getKeycloakSession();
        RealmModel realm = event.getUpdatedClient().getRealm();
        String from = event.getPreviousClientId();
        String to = event.getUpdatedClient().getClientId();
        // Keycloak also tells of a representation without a client ID, which changes none.
        if (!to.equals(from)) {
            scopesOf(session, realm, from).forEach(scope -> scope.setAttribute(PermissionScopes.API, to));
            new ReportOnlySetting(session, realm).clientRenamed(from, to);
            // On Keycloak 26.0, which asks for no admin event, the console's page would not hear of it.
            ApisChanged.publish(session, realm.getId());
        }
    }

    /** By a query: a walk through a realm's client scopes loads each of them. */
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
