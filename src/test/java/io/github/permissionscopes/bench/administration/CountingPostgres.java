package io.github.permissionscopes.bench.administration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL on loopback that counts the statements in a server's database, by {@code pg_stat_statements}. */
final class CountingPostgres implements AutoCloseable {

    private static final String DATABASE = "bench";
    private static final String USER = "postgres";
    /** Of a server that trusts whoever is on this machine. */
    private static final String PASSWORD = "unused";

    private final EmbeddedPostgres server;
    private final Connection counting;

    CountingPostgres() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                // What exceeds it is forgotten, with its count; a list of parameters of another length is another
                // statement.
                .setServerConfig("pg_stat_statements.max", "20000")
                .setServerConfig("pg_stat_statements.track_utility", "off")
                .start();
        counting = server.getPostgresDatabase().getConnection();
        try (Statement statement = counting.createStatement()) {
            statement.execute("create extension pg_stat_statements");
            statement.execute("create database " + DATABASE);
        }
    }

    /** @return options of a Keycloak that has its database here */
    List<String> options() {
        return List.of("--db=postgres", "--db-url=" + url(), "--db-username=" + USER, "--db-password=" + PASSWORD);
    }

    /** @return to Keycloak's database, to be closed by the caller */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    /** @return how many statements Keycloak's database has executed; the beginning and end of a transaction is none */
    long statements() {
        try (Statement statement = counting.createStatement();
                ResultSet sum = statement.executeQuery("select coalesce(sum(s.calls), 0) from pg_stat_statements s"
                        + " join pg_database d on d.oid = s.dbid where d.datname = '" + DATABASE + "'")) {
            sum.next();
            return sum.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    @Override
    public void close() throws SQLException, IOException {
        counting.close();
        server.close();
    }
}
