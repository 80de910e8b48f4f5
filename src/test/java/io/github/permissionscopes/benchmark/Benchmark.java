package io.github.permissionscopes.benchmark;

import io.github.permissionscopes.definition.DefinitionLimits;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;

/**
 * {@code mvn -Pbenchmark}: starts a real Keycloak with the JAR and a large realm, calls, and prints how long it took.
 *
 * <p>Arguments: the unpacked distribution, the JAR, and the port.
 */
public final class Benchmark {

    private static final int ROUNDS = 9;

    private final Supplier<Administration> administrations;

    private Benchmark(Supplier<Administration> administrations) {
        this.administrations = administrations;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]);
        try (StandaloneServer server =
                new StandaloneServer(home, Integer.parseInt(args[2]), home.resolveSibling("keycloak.log"))) {
            server.deploy(Path.of(args[1]));
            server.reset(LargeRealm.file());
            System.out.println("Starting Keycloak (" + home.getFileName() + ") and importing the realm ...");
            System.out.println("  ready after " + server.start(List.of(), waited -> {}) + " s");
            try (Keycloak keycloak = server.admin()) {
                // A new one each time: the token lives for a minute.
                new Benchmark(() -> new Administration(
                                server.url() + "/realms/" + LargeRealm.NAME,
                                keycloak.tokenManager().getAccessTokenString()))
                        .run();
            }
        }
    }

    private void run() {
        String scope = Stream.concat(
                        Stream.of("openid"),
                        IntStream.range(0, LargeRealm.SCOPES_OF_APPLICATION).mapToObj(LargeRealm::scopeOfApplication))
                .collect(Collectors.joining(" "));
        System.out.println();
        System.out.printf("%-60s %12s %12s%n", "", "first", "median of " + ROUNDS);
        measure(
                "PUT apis: 1,000 new scopes, then the same again",
                administration -> administration.put("apis/new-api", definition("Do what scope %d lets you do")));
        once(
                "PUT apis: 1,000 descriptions changed",
                administration -> administration.put("apis/new-api", definition("Text %d")));
        measure("GET apis/new-api", administration -> administration.get("apis/new-api"));
        once("DELETE apis/new-api", administration -> administration.delete("apis/new-api"));
        for (int api = 0; api < LargeRealm.APIS; api++) {
            String clientId = LargeRealm.api(api);
            Map<String, Object> definition = LargeRealm.definition(api);
            once(
                    "PUT apis/" + clientId + ": 833 new scopes",
                    administration -> administration.put("apis/" + clientId, definition));
        }
        once(
                "POST apply: 2,400 permissions to 24 roles of 1,000 users",
                administration -> administration.post("apply", LargeRealm.roles()));
        measure("GET status: 10,000 client scopes, 2,400 client roles", administration -> administration.get("status"));
        measure(
                "POST explain: 1,000 scopes, of which the user has half",
                administration -> administration.post("explain", question(LargeRealm.user(0), scope)));
        measure(
                "POST explain: 1,000 scopes, of which the user has few",
                administration -> administration.post("explain", question(LargeRealm.user(1), scope)));
        measure(
                "GET holders: first 100 of a permission",
                administration -> administration.get("apis/api-0/permissions/permission-0/holders"));
        once(
                "POST plan: 50 permissions less in a role of 42 users",
                administration -> administration.post("plan", LargeRealm.lessOfOneRole()));
    }

    private static Map<String, Object> definition(String description) {
        return Map.of(
                "clients",
                List.of(LargeRealm.APPLICATION),
                "scopes",
                IntStream.range(0, DefinitionLimits.MOST_SCOPES)
                        .mapToObj(
                                number -> Map.of("name", "new:" + number, "description", description.formatted(number)))
                        .toList());
    }

    private static Map<String, String> question(String user, String scope) {
        return Map.of("user", user, "client", LargeRealm.APPLICATION, "scope", scope);
    }

    private void once(String what, Function<Administration, Answer> call) {
        System.out.printf(Locale.ROOT, "%-60s %10.3f s%n", what, seconds(call));
    }

    private void measure(String what, Function<Administration, Answer> call) {
        double first = seconds(call);
        double[] rounds = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> seconds(call))
                .sorted()
                .toArray();
        System.out.printf(Locale.ROOT, "%-60s %10.3f s %10.3f s%n", what, first, rounds[ROUNDS / 2]);
    }

    private double seconds(Function<Administration, Answer> call) {
        Administration administration = administrations.get();
        long start = System.nanoTime();
        Answer answer = call.apply(administration);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (answer.status() >= 300) {
            throw new IllegalStateException("Status " + answer.status() + ": " + answer.text());
        }
        return seconds;
    }
}
