package io.github.permissionscopes.it.support.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command that starts a {@link StandaloneServer}: its options and its environment. */
final class StartCommand {

    private final Path home;
    private final int port;
    private String heap;
    private Path sharedDatabase;

    StartCommand(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** @param heap options of the Java machine, in place of those that Keycloak's script has */
    void heap(String heap) {
        this.heap = heap;
    }

    /** @param file of the database that all nodes of a cluster have */
    void sharedDatabase(Path file) {
        this.sharedDatabase = file;
    }

    /** @param options further ones of {@code start-dev} */
    ProcessBuilder with(List<String> options) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        List<String> line = new ArrayList<>(List.of(
                home.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                sharedDatabase == null ? "--cache=local" : "--cache=ispn",
                "--import-realm"));
        line.addAll(options);
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", StandaloneServer.ADMIN);
        command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", StandaloneServer.ADMIN_PASSWORD);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (heap != null) {
            command.environment().put("JAVA_OPTS_KC_HEAP", heap);
        }
        if (sharedDatabase != null) {
            command.environment()
                    .put("KC_DB_URL", "jdbc:h2:file:" + sharedDatabase + ";NON_KEYWORDS=VALUE;AUTO_SERVER=TRUE");
            command.environment()
                    .merge(
                            "JAVA_OPTS_APPEND",
                            "-Djgroups.bind.address=127.0.0.1 -Dh2.bindAddress=127.0.0.1",
                            (given, ours) -> given + " " + ours);
        }
        return command;
    }
}
