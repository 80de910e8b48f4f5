package io.github.permissionscopes.it.support.load;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.realm.TestRealm;
import io.github.permissionscopes.it.support.server.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gatling, with the project in {@code src/load}. */
final class Traffic {

    private static final Path PROJECT = Path.of("src", "load");

    /**
     * @param asked milliseconds of the epoch before the request
     * @param answered the same, when the answer was there
     */
    record Token(String grant, String user, long asked, long answered, Set<String> scope) {}

    private Traffic() {}

    /**
     * @param nodes their URLs
     * @return all tokens that were given
     * @throws IllegalStateException if a request failed: with a status that was not expected, or none
     */
    static List<Token> run(List<String> nodes, Duration time) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(TestServers.productJar().resolveSibling("load"));
        Path tokens = folder.resolve("tokens.tsv");
        Path log = folder.resolve("gatling.log");
        Map<String, String> properties = new TreeMap<>(Map.of(
                "nodes", String.join(",", nodes),
                "client", EveryGrantClient.ID,
                "secret", DemoRealm.SECRET,
                "password", DemoRealm.PASSWORD,
                "redirect", DemoRealm.REDIRECT_URI,
                "users", String.valueOf(LoadRealm.USERS),
                "seconds", String.valueOf(time.toSeconds()),
                "helper", OtherParties.URL,
                "tokens", tokens.toAbsolutePath().toString()));
        properties.put("realm", LoadRealm.NAME);
        properties.put("resourceServer", TestRealm.RESOURCE_SERVER);
        ProcessBuilder gatling = new ProcessBuilder(
                Path.of(System.getProperty("permissionScopes.maven"), "bin", "mvn")
                        .toString(),
                "--batch-mode",
                "-Dmaven.repo.local=" + System.getProperty("permissionScopes.repository"),
                "-Dload.build=" + folder.toAbsolutePath());
        properties.forEach((key, value) -> gatling.command().add("-Dload." + key + "=" + value));
        gatling.command().addAll(List.of("compile", "exec:exec"));
        int code = gatling.directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("Requests failed: see " + log);
        }
        return Files.readAllLines(tokens).stream().map(Traffic::token).toList();
    }

    private static Token token(String line) {
        String[] columns = line.split("\t", -1);
        return new Token(
                columns[0],
                columns[1],
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3]),
                Set.copyOf(Arrays.asList(columns[4].split(" "))));
    }
}
