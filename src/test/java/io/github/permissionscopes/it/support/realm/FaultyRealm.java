package io.github.permissionscopes.it.support.realm;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS_APP;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.StoredEvents;
import io.github.permissionscopes.it.support.admin.Undo;
import io.github.permissionscopes.it.support.check.Agreement;
import io.github.permissionscopes.it.support.client.Asking;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.it.support.server.ExtensionJars;
import io.github.permissionscopes.it.support.server.StandaloneServer;
import io.github.permissionscopes.it.support.server.TestServers;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;

/**
 * A realm on a server with the faults' JAR: orders faults, and looks at what was written since. After each test nothing
 * fails, what it has changed is undone, and Carl gets all that he holds.
 */
public final class FaultyRealm implements AutoCloseable, AfterEachCallback {

    private static final String LOGGED = "could not be judged";
    private static final String OTHER_CLIENT = "other-client-";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandaloneServer server;
    private final Keycloak keycloak;
    private final RealmResource realm;
    private final StoredEvents events;
    private final String url;
    private final OAuth oauth;
    private final OAuthClient client;
    private final RealmAdmin admin;
    private Runnable undo = () -> {};
    private boolean ordered;
    private int earlierLines;

    /** The one that the test class before has left. */
    public static FaultyRealm running() {
        return TestServers.running("faults", FaultyRealm.class, FaultyRealm::new);
    }

    /** Starts the server, with {@link GrantTour}'s realm and the switch on. */
    private FaultyRealm() throws IOException, InterruptedException {
        server = TestServers.standalone("faults");
        server.deploy(TestServers.productJar(), ExtensionJars.faults());
        server.reset(GrantTour.realm(new ForeignIssuer()));
        TestServers.start(server);
        keycloak = server.admin();
        realm = keycloak.realm(GrantTour.REALM);
        events = new StoredEvents(realm);
        url = server.url() + "/realms/" + GrantTour.REALM;
        oauth = new OAuth(url, DemoRealm.REDIRECT_URI);
        client = oauth.client(EveryGrantClient.ID).confidential();
        new RealmAdmin(realm).turnSwitch(true);
        admin = new RealmAdmin(realm, Undo.at(all -> undo = all));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        cancel();
        Runnable all = undo;
        undo = () -> {};
        all.run();
        repair();
        assertGrants(client.asking(GrantTour.SCOPE).as("carl").byPassword(), DemoRealm.CONTACTS);
    }

    @Override
    public void close() {
        keycloak.close();
        server.stop();
    }

    public String url() {
        return url;
    }

    public OAuth oauth() {
        return oauth;
    }

    /** May use every grant. */
    public OAuthClient client() {
        return client;
    }

    public RealmAdmin admin() {
        return admin;
    }

    /** @param victim the user whose roles, or the client whose scopes, the product will read in vain */
    public void order(Fault fault, String victim) {
        events.clear();
        earlierLines = lines().size();
        send(HttpRequest.newBuilder(URI.create(url + "/faults/" + fault + "/" + victim))
                .POST(BodyPublishers.noBody()));
        ordered = true;
    }

    /** Ends the fault; fails if it has never happened. */
    public void cancel() {
        if (ordered) {
            assertThat(end()).as("times that the fault has happened").isPositive();
        }
    }

    /** Ends the fault; fails if it has happened: the product has read what it has no need of. */
    public void cancelUnread() {
        assertThat(end()).as("times that the product has read").isZero();
    }

    private int end() {
        ordered = false;
        return Integer.parseInt(
                send(HttpRequest.newBuilder(URI.create(url + "/faults")).DELETE()));
    }

    /** With this fault the grant is answered {@code invalid_scope}, and the event says why. */
    public void assertRejected(Fault fault, String victim, Supplier<TokenAnswer> grant, EventType error) {
        order(fault, victim);
        Agreement.assertNoToken(grant.get(), "invalid_scope");
        assertNotEvaluated(error);
        assertOthersAreServed(victim);
        cancel();
    }

    /** At the same time as the fault: another client, and another user of the same one. */
    public void assertOthersAreServed(String victim) {
        Asking emma =
                oauth.client(TIMESHEETS_APP).asking("openid read:timesheets").as("emma");
        assertGrants(emma.byPassword(), "read:timesheets");
        if (!victim.equals(EveryGrantClient.ID)) {
            assertGrants(client.asking(GrantTour.SCOPE).as("anna").byPassword(), "read:contacts");
        }
    }

    /** The latest event of this type says that something could not be evaluated, and the log has the error. */
    public void assertNotEvaluated(EventType type) {
        assertThat(events.latest(type).getDetails())
                .as("details of %s", type)
                .hasEntrySatisfying(
                        "scope_refused_reasons", reasons -> assertThat(reasons).contains("evaluation_failed"));
        assertLogged();
    }

    public void assertLogged() {
        assertLogged(LOGGED);
    }

    public void assertLogged(String error) {
        List<String> lines = lines();
        assertThat(lines.subList(earlierLines, lines.size()))
                .as("log since the fault was ordered")
                .anySatisfy(line -> assertThat(line).contains("ERROR", error));
    }

    private List<String> lines() {
        try {
            return server.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("The faults' endpoint answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return how many clients of the realm the server has read in this request */
    public int clientReads(Runnable request) {
        HttpRequest.Builder count = HttpRequest.newBuilder(URI.create(url + "/faults/client-reads"));
        send(count);
        request.run();
        return Integer.parseInt(send(count));
    }

    /** Adds applications of which nobody has heard. */
    public void addClients(int count) {
        PartialImportRepresentation more = new PartialImportRepresentation();
        more.setIfResourceExists("FAIL");
        more.setClients(IntStream.range(0, count)
                .mapToObj(number -> ClientBuilder.create(OTHER_CLIENT + number)
                        .attribute("resource_url", "https://" + OTHER_CLIENT + number + ".example")
                        .build())
                .toList());
        try (Response answer = realm.partialImport(more)) {
            assertThat(answer.getStatus()).isEqualTo(200);
        }
    }

    public void removeAddedClients() {
        realm.clients()
                .findAll(OTHER_CLIENT, null, true, 0, Integer.MAX_VALUE)
                .forEach(client -> realm.clients().get(client.getId()).remove());
    }

    /** Leaves the scope {@code delete:contacts} to the role of its name, until {@link #repair}. */
    public void guardByOneRole() {
        new RealmAdmin(realm).unmap(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
    }

    /** Makes again what a fault has deleted. */
    public void repair() {
        RealmAdmin admin = new RealmAdmin(realm);
        if (admin.client(CONTACTS_API).roles().list().stream()
                .noneMatch(role -> role.getName().equals(DELETE_CONTACTS))) {
            admin.createPermission(CONTACTS_API, DELETE_CONTACTS);
            admin.give("carl", CONTACTS_API, DELETE_CONTACTS);
        }
        if (realm.clientScopes().findAll().stream()
                .noneMatch(scope -> scope.getName().equals(DELETE_CONTACTS))) {
            admin.createScope(DELETE_CONTACTS, EveryGrantClient.ID, Map.of("permissionScopes.match", "all"));
        }
        admin.map(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
        admin.map(DELETE_CONTACTS, CONTACTS_API, DELETE_CONTACTS);
    }
}
