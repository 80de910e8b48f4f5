package io.github.permissionscopes.lifecycle;

import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A client scope as it is committed, while the running transaction changes it: Keycloak tells of a changed client
 * scope, and not of what it was.
 */
final class StoredScope {

    private StoredScope() {}

    /** @return empty of a scope that this very request has made, and where nothing is read */
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
