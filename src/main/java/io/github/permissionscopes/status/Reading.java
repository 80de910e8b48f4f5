package io.github.permissionscopes.status;

import io.github.permissionscopes.server.Database;
import io.github.permissionscopes.server.RealmTransaction;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A separate transaction for reading large parts of a realm. Before each query Keycloak's database layer looks for
 * changes in everything that its transaction has read, which takes longer than the query if that is thousands of
 * objects. This transaction changes nothing and skips the check.
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
     * Reads all client scopes in a few queries. Otherwise, each scope that is not in Keycloak's cache costs several
     * queries, and the cache has room for 10,000 objects of all realms together.
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

    /** The transaction keeps the result, where Keycloak's models find it. */
    private static void read(KeycloakSession session, RealmModel realm, String query) {
        Database.of(session)
                .createQuery(query)
                .setParameter("realm", realm.getId())
                .getResultList();
    }
}
