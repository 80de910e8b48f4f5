package io.github.permissionscopes.fake;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/** The end of a request. */
final class FakeTransactions {

    private final List<KeycloakTransaction> enlisted = new ArrayList<>();
    private boolean rollbackOnly;

    void commit() {
        enlisted.forEach(KeycloakTransaction::begin);
        enlisted.forEach(KeycloakTransaction::commit);
    }

    boolean isRollbackOnly() {
        return rollbackOnly;
    }

    KeycloakTransactionManager manager() {
        return Fake.of(KeycloakTransactionManager.class)
                .on("enlistPrepare", arguments -> enlisted.add((KeycloakTransaction) arguments[0]))
                .get("setRollbackOnly", () -> rollbackOnly = true)
                .with("begin", null)
                .make();
    }
}
