package io.github.permissionscopes.server;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keycloak's database, for what its model cannot answer in a few queries, or does not say. */
public final class Database {

    private Database() {}

    /** @return Keycloak's own of this session: what it writes is written in the session's transaction */
    public static EntityManager of(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
