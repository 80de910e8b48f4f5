package io.github.permissionscopes.lifecycle;

import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The committed state of a client scope while the current transaction changes it. Keycloak reports a changed client
 * scope without its former state.
 */
final class StoredScope {

    private StoredScope() {}

    /** @return empty if this request created the scope, or if {@code reading} returns null */
    static Optional<String> read(
            KeycloakSession session, ClientScopeModel scope, Function<ClientScopeModel, String> reading) {
        String realmId = scope.getRealm().getId();
        String scopeId = scope.getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), other -> {
            RealmModel realm = other.realms().getRealm(realmId);
            other.getContext().setRealm(realm);
            return Optional.ofNullable(realm.getClientScopeById(scopeId)).map(reading);
        });
    }
}
