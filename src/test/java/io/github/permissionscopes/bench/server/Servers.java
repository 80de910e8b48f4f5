package io.github.permissionscopes.bench.server;

import io.github.permissionscopes.bench.realm.BenchRealm;
import io.github.permissionscopes.bench.realm.Contents;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

/** Two servers of one distribution with the same database, one of them with the product. */
public final class Servers {

    /** Small enough for a usual machine, and large enough that all caches fit. */
    private static final String HEAP = "-Xms1500m -Xmx1500m";

    private final StandaloneServer plain;
    private final StandaloneServer product;
    private final Path database;
    private final List<String> options;

    /** What runs until it is closed. */
    public record Running(BenchServer plain, BenchServer product) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try {
                plain.close();
            } finally {
                product.close();
            }
        }
    }

    /**
     * @param home an unpacked distribution
     * @param port and the next one
     * @param more options of the command that starts a server, for both
     */
    public Servers(Path home, Path jar, int port, List<String> more) throws IOException {
        options = Stream.concat(BenchServer.OPTIONS.stream(), more.stream()).toList();
        Path script = ScriptJar.write(home.resolveSibling("script.jar"));
        product = new StandaloneServer(home, port, home.resolveSibling("product.log"))
                .inProduction()
                .withHeap(HEAP);
        plain = product.beside("plain", port + 1).inProduction().withHeap(HEAP);
        product.deploy(jar, script);
        plain.deploy(script);
        database = home.resolveSibling("database");
    }

    /** Makes the database of both, unless an earlier run has. */
    public void prepare() throws IOException, InterruptedException {
        if (Files.exists(database)) {
            return;
        }
        product.reset(BenchRealm.all().stream().map(BenchRealm::file).toArray(RealmRepresentation[]::new));
        product.start(options, waited -> {});
        try (Keycloak keycloak = product.admin()) {
            Contents.define(keycloak, realm -> product.url() + "/realms/" + realm);
        } finally {
            product.stop();
        }
        product.keepDatabase(database);
    }

    public Running start() throws IOException, InterruptedException {
        plain.takeDatabase(database);
        product.takeDatabase(database);
        BenchServer withoutProduct = BenchServer.start(plain, options);
        try (Keycloak keycloak = plain.admin()) {
            Contents.removeProduct(keycloak);
        }
        return new Running(withoutProduct, BenchServer.start(product, options));
    }

    /** How long both take with another database. They must not run. */
    public StartUp startUp() throws IOException, InterruptedException {
        return StartUp.measure(plain, product, options, database.resolveSibling("many-realms"));
    }
}
