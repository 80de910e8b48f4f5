package io.github.permissionscopes.rest;

import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Reading in a transaction of its own. */
final class KeycloakTransactions {

    private KeycloakTransactions() {}

    static <T> T read(KeycloakSession request, Function<KeycloakSession, T> reading) {
        String realmId = request.getContext().getRealm().getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(request.getKeycloakSessionFactory(), session -> {
            session.getContext().setRealm(session.realms().getRealm(realmId));
            return reading.apply(session);
        });
    }
}
