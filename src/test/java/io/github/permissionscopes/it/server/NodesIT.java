package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** What several nodes on one database do to each other: those that start at once, and one without the product. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StandaloneTest
class NodesIT {

    private static final int NODES = 4;
    private static final int REALMS = 12;

    private static StandaloneServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServers.standalone("nodes");
        server.deploy(TestServers.productJar(), ExtensionJars.faults());
        server.reset(GrantTour.realm(new ForeignIssuer()));
        TestServers.start(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    @Order(1)
    void nodesThatStartAtOnceRegisterOneSwitch() throws Exception {
        try (Keycloak keycloak = server.admin()) {
            List<String> realms =
                    IntStream.range(0, REALMS).mapToObj(i -> "realm-" + i).toList();
            for (String name : realms) {
                RealmRepresentation realm = new RealmRepresentation();
                realm.setRealm(name);
                realm.setEnabled(true);
                keycloak.realms().create(realm);
                keycloak.realm(name).flows().removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
            }
            int earlier = server.log().size();

            post("starts/" + NODES);

            assertThat(realms).allSatisfy(name -> assertThat(switches(keycloak, name))
                    .as(name)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.isEnabled()).isFalse()));
            List<String> log = server.log();
            assertThat(log.subList(earlier, log.size()))
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
        }
    }

    @Test
    @Order(2)
    void aStartMakesOneSwitchOfTwo() throws Exception {
        try (Keycloak keycloak = server.admin()) {
            RealmAdmin admin = new RealmAdmin(keycloak.realm(GrantTour.REALM));
            admin.configure(Map.of("mode", "report", "refusal", "reject"));
            post("second-switch");
            assertThat(switches(keycloak, GrantTour.REALM)).hasSize(2);
            assertThat(findings(keycloak)).anyMatch(finding -> finding.contains("duplicate_switch"));

            post("starts/" + NODES);

            assertThat(switches(keycloak, GrantTour.REALM))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.isEnabled()).isTrue());
            assertThat(admin.theSwitch().get().getConfig())
                    .as("settings, which one of them had")
                    .containsEntry("mode", "report")
                    .containsEntry("refusal", "reject");
            assertThat(findings(keycloak)).noneMatch(finding -> finding.contains("duplicate_switch"));
            assertThat(server.log()).anyMatch(line -> line.contains("was registered 2 times in realm tour"));
            admin.configure(Map.of());
        }
    }

    /** Of the demo's scopes {@code read:contacts} has one role. */
    @Test
    @Order(3)
    void aNodeWithoutTheProductOpensNothing() throws Exception {
        try (Keycloak keycloak = server.admin()) {
            RealmAdmin admin = new RealmAdmin(keycloak.realm(GrantTour.REALM));
            admin.turnSwitch(true);
            admin.configure(Map.of("notice", "true"));
            // The login waits at the notice.
            client().asking(GrantTour.SCOPE).as("nora").login();
            assertThat(admin.user("nora").toRepresentation().getRequiredActions())
                    .as("a node without the product could not read ours")
                    .isEmpty();
            admin.configure(Map.of());
        }
        assertThat(scope("anna")).contains(READ_CONTACTS);
        assertThat(scope("nora")).doesNotContain(READ_CONTACTS);
        server.stop();
        server.deploy();
        TestServers.start(server);
        try (Keycloak keycloak = server.admin()) {
            new RealmAdmin(keycloak.realm(GrantTour.REALM))
                    .client(CONTACTS_API)
                    .roles()
                    .deleteRole(READ_CONTACTS);
        }
        assertThat(scope("nora")).as("without the product").contains(READ_CONTACTS);
        assertThat(client().asking(GrantTour.SCOPE).as("nora").byCode().status())
                .as("a login at a node without the product")
                .isEqualTo(200);
        server.stop();
        server.deploy(TestServers.productJar());
        TestServers.start(server);

        assertThat(scope("nora")).doesNotContain(READ_CONTACTS);
        assertThat(scope("anna")).doesNotContain(READ_CONTACTS);
    }

    private static Iterable<String> scope(String user) {
        return client().asking(GrantTour.SCOPE).as(user).byPassword().scope();
    }

    private static OAuthClient client() {
        return new OAuth(server.url() + "/realms/" + GrantTour.REALM, REDIRECT_URI)
                .client(EveryGrantClient.ID)
                .confidential();
    }

    private static List<RequiredActionProviderRepresentation> switches(Keycloak keycloak, String realm) {
        return keycloak.realm(realm).flows().getRequiredActions().stream()
                .filter(action -> action.getAlias().equals(PermissionScopes.REQUIRED_ACTION_ID))
                .toList();
    }

    private static List<String> findings(Keycloak keycloak) {
        return new Administration(
                        server.url() + "/realms/" + GrantTour.REALM, keycloak.tokenManager()::getAccessTokenString)
                .findings();
    }

    private static void post(String order) throws IOException, InterruptedException {
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/realms/" + GrantTour.REALM + "/faults/" + order))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(order).isBetween(200, 299);
    }
}
