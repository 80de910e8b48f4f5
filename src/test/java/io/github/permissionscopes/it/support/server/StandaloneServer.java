package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * A server started from an unpacked distribution: for the demo, and for tests that the test framework's server, which
 * always has the product and nothing else, is not for. Its providers can be changed between two starts on the same
 * data.
 */
public final class StandaloneServer implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "admin";

    private static final long START_SECONDS = 600;
    private static final Path DATABASE = Path.of("data", "h2");
    private static final long POLL_MILLIS = 100;

    private final Path home;
    private final int port;
    private final ServerLog log;
    private StartCommand command;
    private String awaitedRealm = "master";
    private Process process;

    /**
     * @param home an unpacked distribution, which this server has for itself while it runs
     * @param log gets all that the server writes on the same data
     */
    public StandaloneServer(Path home, int port, Path log) {
        this(home, port, log, StartCommand.dev(home, port).alone());
    }

    StandaloneServer(Path home, int port, Path log, StartCommand command) {
        this.home = home;
        this.port = port;
        this.log = new ServerLog(log);
        this.command = command;
    }

    /** Makes these the only JARs in the providers folder. */
    public void deploy(Path... jars) throws IOException {
        Distribution.deploy(home, jars);
        Distribution.takeBuild(home);
    }

    /** An empty database, into which the next start imports these realms. */
    public void reset(RealmRepresentation... realms) throws IOException {
        Distribution.deleteData(home);
        log.delete();
        Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
        for (RealmRepresentation realm : realms) {
            Files.write(imports.resolve(realm.getRealm() + "-realm.json"), JsonSerialization.writeValueAsBytes(realm));
            awaitedRealm = realm.getRealm();
        }
    }

    /** Copies the database, for {@link #takeDatabase}. The server must not run. */
    public void keepDatabase(Path folder) throws IOException {
        Distribution.copyFiles(home.resolve(DATABASE), folder);
    }

    /** Starts with this database, and none of its own. */
    public void takeDatabase(Path folder) throws IOException {
        Distribution.deleteData(home);
        Distribution.copyFiles(folder, home.resolve(DATABASE));
    }

    /** Another server of the same version, which may run beside this one. */
    public StandaloneServer beside(String name, int otherPort) throws IOException {
        Path copy = home.resolveSibling(name);
        Distribution.copy(home, copy);
        return new StandaloneServer(copy, otherPort, log.file().resolveSibling(name + ".log"));
    }

    /** As a server is run: not for development, with its database in a file, and alone. */
    public StandaloneServer inProduction() {
        command = StartCommand.production(home, port);
        return this;
    }

    /** @param heap options of the Java machine, in place of those that Keycloak's script has */
    public StandaloneServer withHeap(String heap) {
        command = command.withHeap(heap);
        return this;
    }

    /**
     * As a node of a cluster of servers for development, which all have this database. Nothing of it listens but on
     * loopback.
     *
     * @param file of the database, which the first node makes
     */
    public StandaloneServer inCluster(Path file) {
        command = StartCommand.dev(home, port).sharing(file);
        return this;
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /**
     * Starts and waits until the imported realm answers.
     *
     * @param options further ones of the command
     * @param waiting told every few seconds for how many seconds it has been waited
     * @return how many seconds it took
     * @throws NotStartedException with the last lines of the log
     */
    public long start(List<String> options, LongConsumer waiting) throws IOException, InterruptedException {
        ProcessBuilder start = command.and(options.toArray(String[]::new)).process();
        log.begin();
        process = start.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.file().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        return waitUntilReady(waiting);
    }

    /** The first start builds the server with the JARs, which takes a minute on a small machine. */
    private long waitUntilReady(LongConsumer waiting) throws IOException, InterruptedException {
        Readiness realm = Readiness.of(url() + "/realms/" + awaitedRealm);
        long start = System.nanoTime();
        for (int round = 0; ; round++) {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (!process.isAlive()) {
                throw new NotStartedException(
                        "Keycloak ended with code " + process.exitValue() + ". Its last lines:\n" + log.last());
            }
            if (seconds > START_SECONDS) {
                // The next one needs its port.
                stop();
                throw new NotStartedException(
                        "Keycloak did not start within " + seconds + " s. Its last lines:\n" + log.last());
            }
            if (realm.isReady()) {
                Distribution.keepBuild(home);
                return seconds;
            }
            if (round % 50 == 0) {
                waiting.accept(seconds);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** @return what the server has written since its last start */
    public List<String> log() throws IOException {
        return log.lines();
    }

    /** To be closed by the caller. */
    public Keycloak admin() {
        return KeycloakBuilder.builder()
                .serverUrl(url())
                .realm("master")
                .clientId("admin-cli")
                .username(ADMIN)
                .password(ADMIN_PASSWORD)
                .build();
    }

    public void waitForEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Returns when the server has ended and another can open its data. */
    public void stop() {
        if (process != null) {
            ProcessTree.end(process);
        }
    }

    /** @return the ID of the Java machine's process */
    public long pid() {
        return ProcessTree.server(process).pid();
    }

    /** @param name of what the server's processes are sent: {@code STOP}, {@code CONT}, or {@code KILL} */
    public void signal(String name) throws IOException, InterruptedException {
        ProcessTree.signal(process, name);
    }

    @Override
    public void close() {
        stop();
    }
}
