package io.github.permissionscopes.server;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Access to Keycloak's database, for queries that Keycloak's model does not offer or cannot answer efficiently. */
public final class Database {

    private Database() {}

    /** @return Keycloak's entity manager of this session: writes belong to the session's transaction */
    public static EntityManager of(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
