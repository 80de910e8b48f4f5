package io.github.permissionscopes.bench.server;

import io.github.permissionscopes.bench.realm.BenchRealm;
import io.github.permissionscopes.bench.realm.Contents;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

/** Two servers of one distribution with the same contents, one of them with the product. */
public final class Servers {

    /** Small enough for a usual machine, and large enough that all caches fit. */
    private static final String HEAP = "-Xms1500m -Xmx1500m";

    private final StandaloneServer plain;
    private final StandaloneServer product;
    private final Path database;
    private final Path plainDatabase;
    private final List<String> options;

    /** What runs until it is closed. */
    public record Running(BenchServer plain, BenchServer product, Processors processors) implements AutoCloseable {

        /** For requests that are sent one after the other. */
        public void bind() throws IOException {
            processors.bind(List.of(plain, product));
        }

        /** For requests that are sent at once. */
        public void free() throws IOException {
            processors.free(List.of(plain, product));
        }

        @Override
        public void close() throws IOException {
            try (plain;
                    product) {
                free();
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
        plainDatabase = home.resolveSibling("plain-database");
    }

    /** Makes the databases, unless an earlier run has. They are of the same contents, but for the product's own. */
    public void prepare() throws IOException, InterruptedException {
        if (!Files.exists(database)) {
            product.reset(BenchRealm.all().stream().map(BenchRealm::file).toArray(RealmRepresentation[]::new));
            change(product, keycloak -> Contents.define(keycloak, realm -> product.url() + "/realms/" + realm));
            product.keepDatabase(database);
        }
        if (!Files.exists(plainDatabase)) {
            plain.takeDatabase(database);
            change(plain, Contents::removeProduct);
            plain.keepDatabase(plainDatabase);
        }
    }

    private void change(StandaloneServer server, Consumer<Keycloak> change) throws IOException, InterruptedException {
        server.start(options, waited -> {});
        try (Keycloak keycloak = server.admin()) {
            change.accept(keycloak);
        } finally {
            server.stop();
        }
    }

    /** @param productFirst which of both starts first */
    public Running start(boolean productFirst) throws IOException, InterruptedException {
        plain.takeDatabase(plainDatabase);
        product.takeDatabase(database);
        BenchServer first = BenchServer.start(productFirst ? product : plain, options);
        BenchServer second = BenchServer.start(productFirst ? plain : product, options);
        return new Running(productFirst ? second : first, productFirst ? first : second, Processors.measure());
    }

    /** How long both take with another database. They must not run. */
    public StartUp startUp() throws IOException, InterruptedException {
        return StartUp.measure(plain, product, options, database.resolveSibling("many-realms"));
    }
}
