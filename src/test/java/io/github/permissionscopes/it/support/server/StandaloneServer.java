package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
    private static final long POLL_MILLIS = 100;
    private static final int LAST_LINES = 15;

    private final Path home;
    private final int port;
    private final Path log;
    private StartCommand command;
    private String awaitedRealm = "master";
    private int earlierLines;
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
        this.log = log;
        this.command = command;
    }

    /** Makes these the only JARs in the providers folder. */
    public void deploy(Path... jars) throws IOException {
        Distribution.deploy(home, jars);
        Distribution.takeBuild(home);
    }

    /** An empty database, into which the next start imports this realm. */
    public void reset(RealmRepresentation realm) throws IOException {
        Distribution.deleteData(home);
        Files.deleteIfExists(log);
        Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
        Files.write(imports.resolve(realm.getRealm() + "-realm.json"), JsonSerialization.writeValueAsBytes(realm));
        awaitedRealm = realm.getRealm();
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
        earlierLines = Files.exists(log) ? Files.readAllLines(log).size() : 0;
        process = start.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        return waitUntilReady(waiting);
    }

    /** The first start builds the server with the JARs, which takes a minute on a small machine. */
    private long waitUntilReady(LongConsumer waiting) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest realm = HttpRequest.newBuilder(URI.create(url() + "/realms/" + awaitedRealm))
                .timeout(Duration.ofSeconds(5))
                .build();
        long start = System.nanoTime();
        for (int round = 0; ; round++) {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (!process.isAlive()) {
                throw new NotStartedException(
                        "Keycloak ended with code " + process.exitValue() + ". Its last lines:\n" + lastLines());
            }
            if (seconds > START_SECONDS) {
                // The next one needs its port.
                stop();
                throw new NotStartedException(
                        "Keycloak did not start within " + seconds + " s. Its last lines:\n" + lastLines());
            }
            if (answers(http, realm)) {
                Distribution.keepBuild(home);
                return seconds;
            }
            if (round % 50 == 0) {
                waiting.accept(seconds);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @return what the server has written since its last start */
    public List<String> log() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(earlierLines, lines.size());
    }

    private String lastLines() throws IOException {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
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
