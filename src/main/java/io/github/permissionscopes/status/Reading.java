package io.github.permissionscopes.status;

import io.github.permissionscopes.server.Database;
import io.github.permissionscopes.server.RealmTransaction;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A transaction of its own for reading much of a realm. Before each query Keycloak's database layer looks for changes
 * in all that its transaction has read, which takes longer than the query when that is thousands of objects; here it
 * does not, since there are none.
 */
final class Reading {

    private static final List<String> PARTS_OF_SCOPES = List.of("attributes", "protocolMappers", "scopeMappingIds");

    private Reading() {}

    static <T> T in(KeycloakSession session, RealmModel realm, BiFunction<KeycloakSession, RealmModel, T> reader) {
        return RealmTransaction.call(session, realm, (other, sameRealm) -> {
            Database.of(other).setFlushMode(FlushModeType.COMMIT);
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
        Database.of(session)
                .createQuery(query)
                .setParameter("realm", realm.getId())
                .getResultList();
    }
}
