package io.github.permissionscopes.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** {@code GET report} on a server with little memory and many stored events. */
@StandaloneTest
class LargeReportIT {

    private static final int MOST_EVENTS = 100_000;
    private static final int MOST_ROWS = 5_000;

    /** Keycloak itself needs half of it. */
    private static final String HEAP = "-Xms64m -Xmx512m";

    private static StandaloneServer server;
    private static Keycloak keycloak;

    @BeforeAll
    static void start() throws Exception {
        server = TestServers.standalone("large-report").withHeap(HEAP);
        server.deploy(TestServers.productJar(), ExtensionJars.flood());
        server.reset(GrantTour.realm(new ForeignIssuer()));
        TestServers.start(server);
        keycloak = server.admin();
    }

    @AfterAll
    static void stop() throws IOException {
        keycloak.close();
        server.stop();
        assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @BeforeEach
    void clear() {
        keycloak.realm(GrantTour.REALM).clearEvents();
    }

    @Test
    void readsAHundredThousandEvents() {
        flood(MOST_EVENTS, 20_000, 2);

        Instant start = Instant.now();
        JsonNode report = report("");
        Duration took = Duration.between(start, Instant.now());

        System.out.println("A report of " + MOST_EVENTS + " events took " + took.toMillis() + " ms");
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("total").asInt()).isEqualTo(2);
        assertThat(report.path("rows")).allSatisfy(row -> {
            assertThat(row.path("events").asInt()).isEqualTo(MOST_EVENTS / 2);
            assertThat(row.path("subjects").asInt()).isEqualTo(10_000);
        });
        assertThat(took).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void readsTheLatestAndSaysThatThereAreMore() {
        Instant last = Instant.now();
        flood(MOST_EVENTS + 1, 10, 1);

        JsonNode report = report("");

        assertThat(report.path("rows").path(0).path("events").asInt()).isEqualTo(MOST_EVENTS);
        assertThat(report.path("complete").asBoolean()).isFalse();
        assertThat(report.path("remedy").asText()).contains("shorter time (since)");
        // The events are of the 50 seconds before the first of them was stored.
        JsonNode shorter = report("?since="
                + Duration.between(last, Instant.now()).plusSeconds(20).truncatedTo(ChronoUnit.SECONDS));
        assertThat(shorter.path("complete").asBoolean()).isTrue();
        assertThat(shorter.path("rows").path(0).path("events").asInt()).isBetween(1, MOST_EVENTS - 1);
    }

    /** A scope may have a value that the client chooses. */
    @Test
    void hasSoManyRowsAndNoMore() {
        flood(MOST_ROWS + 1, 10, MOST_ROWS + 1);

        JsonNode report = report("?max=1");

        assertThat(report.path("total").asInt()).isEqualTo(MOST_ROWS);
        assertThat(report.path("complete").asBoolean()).isFalse();
        assertThat(report.path("rows")).hasSize(1);
    }

    private static JsonNode report(String query) {
        String realmUrl = server.url() + "/realms/" + GrantTour.REALM;
        Answer answer =
                new Administration(realmUrl, keycloak.tokenManager().getAccessTokenString()).get("report" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static void flood(int events, int users, int scopes) {
        URI order = URI.create(
                server.url() + "/realms/" + GrantTour.REALM + "/flood/" + events + "/" + users + "/" + scopes);
        try {
            int status = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(order)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(204);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
