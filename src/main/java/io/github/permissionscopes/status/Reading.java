package io.github.permissionscopes.status;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.function.BiFunction;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A transaction of its own for reading much of a realm. Before each query Keycloak's database layer looks for changes
 * in all that its transaction has read, which takes longer than the query when that is thousands of objects; here it
 * does not, since there are none.
 */
final class Reading {

    private static final List<String> PARTS_OF_SCOPES = List.of("attributes", "protocolMappers", "scopeMappingIds");

    private Reading() {}

    static <T> T in(KeycloakSession session, RealmModel realm, BiFunction<KeycloakSession, RealmModel, T> reader) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), other -> {
            entities(other).setFlushMode(FlushModeType.COMMIT);
            RealmModel sameRealm = other.realms().getRealm(realm.getId());
            other.getContext().setRealm(sameRealm);
            return reader.apply(other, sameRealm);
        });
    }

    /**
     * Reads in a few queries what a walk through all client scopes asks for. What is not in Keycloak's cache is read by
     * several queries for each scope otherwise, and the cache has room for 10,000 objects of all realms together.
     */
    static void everyClientScope(KeycloakSession session, RealmModel realm) {
        for (String part : PARTS_OF_SCOPES) {
            read(
                    session,
                    realm,
                    "select distinct scope from ClientScopeEntity scope left join fetch scope." + part
                            + " where scope.realmId = :realm");
        }
        read(session, realm, "select role from RoleEntity role where role.realmId = :realm");
    }

    /** What is read stays with the transaction, where Keycloak's models find it. */
    private static void read(KeycloakSession session, RealmModel realm, String query) {
        entities(session)
                .createQuery(query)
                .setParameter("realm", realm.getId())
                .getResultList();
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
