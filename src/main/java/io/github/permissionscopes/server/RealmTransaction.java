package io.github.permissionscopes.server;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A separate transaction, in a new session whose context contains only a realm. It sees committed data, but not what
 * the current request has changed or read before. It commits when the work returns, and rolls back when the work
 * throws.
 *
 * <p>Objects of Keycloak's model belong to their session, so the work receives ids and looks the objects up.
 */
public final class RealmTransaction {

    private RealmTransaction() {}

    /**
     * @param request the session whose realm is used; nothing else of it is
     * @throws IllegalStateException if the realm no longer exists
     */
    public static <T> T call(KeycloakSession request, Function<KeycloakSession, T> work) {
        return call(request, request.getContext().getRealm(), (session, realm) -> work.apply(session));
    }

    /**
     * @param request a session, whose transaction stays open
     * @param realm as the request knows it
     * @param work gets a new session and the same realm of that session
     * @throws IllegalStateException if the realm no longer exists
     */
    public static <T> T call(
            KeycloakSession request, RealmModel realm, BiFunction<KeycloakSession, RealmModel, T> work) {
        String realmId = realm.getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(request.getKeycloakSessionFactory(), session -> {
            RealmModel sameRealm = session.realms().getRealm(realmId);
            if (sameRealm == null) {
                throw new IllegalStateException("There is no realm " + realmId + " any more");
            }
            session.getContext().setRealm(sameRealm);
            return work.apply(session, sameRealm);
        });
    }

    /** @return the ids of the realms that satisfy the condition */
    public static List<String> realms(KeycloakSessionFactory sessions, Predicate<RealmModel> which) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> session.realms()
                .getRealmsStream()
                .filter(which)
                .map(RealmModel::getId)
                .toList());
    }

    /** Runs work outside a request. Does nothing if the realm no longer exists. */
    public static void run(
            KeycloakSessionFactory sessions, String realmId, BiConsumer<KeycloakSession, RealmModel> work) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                session.getContext().setRealm(realm);
                work.accept(session, realm);
            }
        });
    }
}
