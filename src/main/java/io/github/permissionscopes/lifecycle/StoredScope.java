package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.server.RealmTransaction;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

/**
 * The committed state of a client scope while the current transaction changes it. Keycloak reports a changed client
 * scope without its former state.
 */
final class StoredScope {

    private StoredScope() {}

    /** @return empty if this request created the scope, or if {@code reading} returns null */
    static Optional<String> read(
            KeycloakSession session, ClientScopeModel scope, Function<ClientScopeModel, String> reading) {
        String scopeId = scope.getId();
        return RealmTransaction.call(
                session, scope.getRealm(), (other, realm) -> Optional.ofNullable(realm.getClientScopeById(scopeId))
                        .map(reading));
    }
}
