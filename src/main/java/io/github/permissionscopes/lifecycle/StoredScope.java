package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.server.RealmTransaction;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

/**
 * A client scope as it is committed, while the running transaction changes it: Keycloak tells of a changed client
 * scope, and not of what it was.
 */
final class StoredScope {

    private StoredScope() {}

    /** @return empty of a scope that this very request has made, and where nothing is read */
    static Optional<String> read(
            KeycloakSession session, ClientScopeModel scope, Function<ClientScopeModel, String> reading) {
        String scopeId = scope.getId();
        return RealmTransaction.call(
                session, scope.getRealm(), (other, realm) -> Optional.ofNullable(realm.getClientScopeById(scopeId))
                        .map(reading));
    }
}
