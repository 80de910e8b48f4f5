package io.github.permissionscopes.it.support.realm;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;

/**
 * A realm on a server with the faults' JAR: orders faults, and looks at what was written since. After each test nothing
 * fails, what it has changed is undone, and Carl gets all that he holds.
 */
public final class FaultyRealm implements AutoCloseable, AfterEachCallback {

    private static final String LOGGED = "could not be judged";

    private final StandaloneServer server;
    private final Keycloak keycloak;
    private final FaultyRealmContents contents;
    private final StoredEvents events;
    private final String url;
    private final FaultsEndpoint faults;
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
        RealmResource realm = keycloak.realm(GrantTour.REALM);
        contents = new FaultyRealmContents(realm);
        events = new StoredEvents(realm);
        url = server.url() + "/realms/" + GrantTour.REALM;
        faults = new FaultsEndpoint(url + "/faults");
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
        contents.repair();
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
        faults.order(fault, victim);
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
        return faults.end();
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

    /** @return how many clients of the realm the server has read in this request */
    public int clientReads(Runnable request) {
        faults.clientReads();
        request.run();
        return faults.clientReads();
    }

    /** What is in the realm, to be changed for the test. */
    public FaultyRealmContents contents() {
        return contents;
    }
}
