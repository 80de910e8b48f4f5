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
 * A transaction of its own in a realm, with a session whose context has this realm and nothing else. It sees what is
 * committed, and not what the running request has changed or has read before. It is committed when the work returns, and
 * rolled back when it throws.
 *
 * <p>Objects of Keycloak's model belong to their session: the work takes ids from outside, and looks the objects up.
 */
public final class RealmTransaction {

    private RealmTransaction() {}

    /**
     * @param request the session whose realm it is; nothing else of it is used
     * @throws IllegalStateException if the realm is gone
     */
    public static <T> T call(KeycloakSession request, Function<KeycloakSession, T> work) {
        return call(request, request.getContext().getRealm(), (session, realm) -> work.apply(session));
    }

    /**
     * @param request a session; its transaction goes on meanwhile
     * @param realm as the request knows it
     * @param work gets a session and the same realm of that session
     * @throws IllegalStateException if the realm is gone
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

    /** @return the ids of the realms for which this holds */
    public static List<String> realms(KeycloakSessionFactory sessions, Predicate<RealmModel> which) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> session.realms()
                .getRealmsStream()
                .filter(which)
                .map(RealmModel::getId)
                .toList());
    }

    /** For work behind no request. Where the realm is gone by now, there is none. */
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
