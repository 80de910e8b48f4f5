package io.github.permissionscopes.status;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Reads what a walk through all client scopes asks for in a few queries. What is not in Keycloak's cache is read by several
 * queries for each scope otherwise; the cache has room for 10,000 objects of all realms together, so in a large realm that
 * is most of them.
 */
final class Preload {

    private static final List<String> PARTS = List.of("attributes", "protocolMappers", "scopeMappingIds");

    private Preload() {}

    /** The entities stay with the transaction, where Keycloak's models find them. */
    static void clientScopes(KeycloakSession session, RealmModel realm) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        for (String part : PARTS) {
            entities.createQuery("select distinct scope from ClientScopeEntity scope left join fetch scope." + part
                            + " where scope.realmId = :realm")
                    .setParameter("realm", realm.getId())
                    .getResultList();
        }
        entities.createQuery("select role from RoleEntity role where role.realmId = :realm")
                .setParameter("realm", realm.getId())
                .getResultList();
    }
}
