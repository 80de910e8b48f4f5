package io.github.permissionscopes.it.support.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The one PostgreSQL of a test run, which ends with it. It listens on loopback. */
public final class Postgres {

    public static final String USER = "postgres";
    /** Of a server that trusts whoever is on this machine. */
    public static final String PASSWORD = "unused";

    private static final String MAX_CONNECTIONS = "300";

    private static Postgres running;

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** @return what is started at the first call; it registers its own end */
    public static synchronized Postgres running() {
        if (running == null) {
            try {
                running = new Postgres(EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", MAX_CONNECTIONS)
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start", e);
            }
        }
        return running;
    }

    /**
     * Makes this database, empty. One that is there is deleted first, with all connections to it.
     *
     * @param name lower case letters, digits and underscores
     * @return its JDBC URL
     */
    public String emptyDatabase(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
            return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
        } catch (SQLException e) {
            throw new IllegalStateException(name + " cannot be made", e);
        }
    }
}
