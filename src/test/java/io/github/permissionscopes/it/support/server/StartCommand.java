package io.github.permissionscopes.it.support.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command of Keycloak's script: what follows its name, and the environment. Each method returns another command.
 *
 * @param home an unpacked distribution
 */
record StartCommand(Path home, List<String> arguments, Map<String, String> environment) {

    /** A server for development, which builds itself and imports the realms that it finds. */
    static StartCommand dev(Path home, int port) {
        return of(home, "start-dev")
                .and("--http-host=127.0.0.1", "--http-port=" + port, "--import-realm")
                .withAdministrator();
    }

    /** A server with all that a server for users has but a database of its own; it builds itself. */
    static StartCommand production(Path home, int port) {
        return of(home, "start")
                .and("--db=dev-file", "--hostname-strict=false", "--import-realm")
                .and("--http-enabled=true", "--http-host=127.0.0.1", "--http-port=" + port)
                .withAdministrator()
                .alone();
    }

    /** What {@link #optimized} starts. */
    static StartCommand build(Path home) {
        return of(home, "build");
    }

    /** A server as it is run: built before, with a database. */
    static StartCommand optimized(Path home, int port) {
        return of(home, "start")
                .and("--optimized", "--http-enabled=true", "--http-host=127.0.0.1", "--http-port=" + port)
                .withAdministrator();
    }

    private static StartCommand of(Path home, String command) {
        return new StartCommand(home, List.of(command), Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    StartCommand and(String... options) {
        return new StartCommand(
                home, Stream.concat(arguments.stream(), Stream.of(options)).toList(), environment);
    }

    StartCommand with(String variable, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(variable, value);
        return new StartCommand(home, arguments, all);
    }

    private StartCommand withAdministrator() {
        return with("KC_BOOTSTRAP_ADMIN_USERNAME", StandaloneServer.ADMIN)
                .with("KC_BOOTSTRAP_ADMIN_PASSWORD", StandaloneServer.ADMIN_PASSWORD);
    }

    /** @param heap options of the Java machine, in place of those that Keycloak's script has */
    StartCommand withHeap(String heap) {
        return with("JAVA_OPTS_KC_HEAP", heap);
    }

    /** Without a cluster, whatever the version. */
    StartCommand alone() {
        return and("--cache=local");
    }

    /**
     * As a node of a cluster of servers for development.
     *
     * @param file of the H2 database that all nodes of the cluster have
     */
    StartCommand sharing(Path file) {
        return and("--cache=ispn")
                .with("KC_DB_URL", "jdbc:h2:file:" + file + ";NON_KEYWORDS=VALUE;AUTO_SERVER=TRUE")
                .withJavaOptions("-Djgroups.bind.address=127.0.0.1 -Dh2.bindAddress=127.0.0.1");
    }

    private StartCommand withJavaOptions(String more) {
        String given = System.getenv("JAVA_OPTS_APPEND");
        return with("JAVA_OPTS_APPEND", given == null ? more : given + " " + more);
    }

    ProcessBuilder process() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        String script =
                home.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString();
        ProcessBuilder process = new ProcessBuilder(
                Stream.concat(Stream.of(script), arguments.stream()).toList());
        process.environment().putAll(environment);
        return process;
    }
}
