package io.github.permissionscopes.demo;

import io.github.permissionscopes.it.support.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.util.JsonSerialization;

/** A Keycloak distribution with the JAR in its providers folder and the demo realm in its import folder. */
final class DemoServer {

    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin";

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int LAST_LINES = 15;

    private final Path home;
    private final int port;
    private final Path log;
    private Process process;

    private DemoServer(Path home, int port) {
        this.home = home;
        this.port = port;
        this.log = home.getParent().resolve("keycloak.log");
    }

    /** Puts JAR and realm into place; every demo starts from an empty database. */
    static DemoServer prepare(Path home, Path jar, int port) throws IOException {
        requireFree(port);
        if (!Files.isDirectory(home)) {
            throw new DemoException("there is no Keycloak in " + home + ". Run mvn -Pdemo, which fetches it.");
        }
        Path providers = home.resolve("providers");
        try (Stream<Path> old = Files.list(providers)) {
            for (Path path :
                    old.filter(path -> path.toString().endsWith(".jar")).toList()) {
                Files.delete(path);
            }
        }
        Files.copy(jar, providers.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        deleteRecursively(home.resolve("data"));
        Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
        Files.write(imports.resolve(DemoRealm.NAME + "-realm.json"), JsonSerialization.writeValueAsBytes(realm()));
        return new DemoServer(home, port);
    }

    private static RealmRepresentation realm() {
        return DemoRealm.configure(RealmBuilder.create()
                        .name(DemoRealm.NAME)
                        .enabled(true)
                        .eventsEnabled(true)
                        .revokeRefreshToken(true))
                .enabledEventTypes("LOGIN", "CODE_TO_TOKEN", "REFRESH_TOKEN", "CLIENT_LOGIN", "CUSTOM_REQUIRED_ACTION")
                .build();
    }

    private static void requireFree(int port) {
        if (!FreePorts.isFree(port)) {
            throw new DemoException("port " + port + " is in use. Stop what listens there, or run mvn -Pdemo -Dport="
                    + (port + 1) + ".");
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    void start() throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        ProcessBuilder command = new ProcessBuilder(
                home.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--cache=local",
                "--import-realm");
        command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        System.out.println();
        System.out.println("Starting Keycloak (" + home.getFileName() + ") on " + url() + "; its log: " + log);
        waitUntilReady();
    }

    /** The first start builds the server with the JAR, which takes a minute on a small machine. */
    private void waitUntilReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest realm = HttpRequest.newBuilder(URI.create(url() + "/realms/" + DemoRealm.NAME))
                .timeout(Duration.ofSeconds(5))
                .build();
        long start = System.nanoTime();
        for (int round = 0; ; round++) {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (!process.isAlive()) {
                throw new DemoException(
                        "Keycloak ended with code " + process.exitValue() + ". Its last lines:\n" + lastLines());
            }
            if (seconds > START_LIMIT.toSeconds()) {
                throw new DemoException(
                        "Keycloak did not start within " + seconds + " s. Its last lines:\n" + lastLines());
            }
            if (answers(http, realm)) {
                System.out.println("  ready after " + seconds + " s");
                return;
            }
            if (round % 10 == 0) {
                System.out.println("  " + seconds + " s ...");
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    void waitForEnd() throws InterruptedException {
        process.waitFor();
    }

    /** The script's child is the server; without it the server would go on. */
    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void deleteRecursively(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
