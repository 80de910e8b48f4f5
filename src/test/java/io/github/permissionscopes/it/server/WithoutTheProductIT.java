package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** A server before the JAR is put into it, with it, and after it is taken out again, always on the same data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StandaloneTest
class WithoutTheProductIT {

    /** All grants give it to Anna on a plain server, and none may when the product decides. */
    private static final String REFUSED = DELETE_CONTACTS;

    /** Keycloak says it of nearly every extension, when it is built. */
    private static final String INTERNAL_SPI = "KC-SERVICES0047";

    private static final Pattern COMPLAINT = Pattern.compile("^\\S+ \\S+ (?:WARN|ERROR) +(\\[.*)$");

    private static final ForeignIssuer ISSUER = new ForeignIssuer();

    private static StandaloneServer server;
    private static Map<String, JsonNode> plain;
    private static Set<String> plainComplaints;
    private static TokenAnswer granted;

    private static final String STRICT = "strict";

    @BeforeAll
    static void tourAPlainServer() throws Exception {
        server = TestServers.standalone("without-the-product");
        server.deploy();
        server.reset(GrantTour.realm(ISSUER));
        TestServers.start(server);
        plain = tour();
        plainComplaints = complaints();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    @Order(1)
    void aPlainServerGivesTheScopeInEveryGrant() {
        assertThat(plain).hasSize(15).allSatisfy((grant, seen) -> {
            assertThat(seen.path("status").asInt()).as("%s: %s", grant, seen).isIn(200, 302);
            assertThat(TokenAnswer.scope(seen.path("access_token"))).as(grant).contains(REFUSED);
        });
    }

    @Test
    @Order(2)
    void theJarAloneChangesNoClaimInAnyGrant() throws Exception {
        server.stop();
        server.deploy(TestServers.productJar());
        TestServers.start(server);
        try (Keycloak keycloak = server.admin()) {
            RequiredActionProviderRepresentation theSwitch =
                    new RealmAdmin(keycloak.realm(GrantTour.REALM)).theSwitch().get();
            assertThat(theSwitch.isEnabled()).as("switch, as registered").isFalse();
        }

        Map<String, JsonNode> withTheJar = tour();

        assertThat(withTheJar.keySet()).isEqualTo(plain.keySet());
        assertThat(plain).allSatisfy((grant, seen) -> assertThat(ClaimsTree.differences(seen, withTheJar.get(grant)))
                .as(grant)
                .isEmpty());
        assertThat(complaints())
                .filteredOn(complaint -> !complaint.contains(INTERNAL_SPI))
                .isSubsetOf(plainComplaints);
    }

    @Test
    @Order(3)
    void theSwitchChangesEveryGrant() {
        try (Keycloak keycloak = server.admin()) {
            RealmResource realm = keycloak.realm(GrantTour.REALM);
            new RealmAdmin(realm).turnSwitch(true);
            realm.flows().copy("browser", Map.of("newName", STRICT)).close();
            new FlowAdmin(realm).step(STRICT + " forms", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of());
        }
        OAuthClient client = client();
        granted = client.asking(GrantTour.SCOPE).as(GrantTour.USER).byCode();

        Map<String, JsonNode> narrowed = tour();

        assertThat(narrowed).allSatisfy((grant, seen) -> {
            assertThat(seen.toString()).as(grant).doesNotContain(REFUSED);
            assertThat(TokenAnswer.scope(seen.path("access_token")))
                    .as("%s: %s", grant, seen)
                    .contains("read:contacts");
            assertThat(ClaimsTree.differences(plain.get(grant), seen)).as(grant).isNotEmpty();
        });
    }

    @Test
    @Order(4)
    void theRealmWorksOnWhenTheJarIsTakenOutWhileTheSwitchIsOn() throws Exception {
        server.stop();
        server.deploy();
        TestServers.start(server);
        OAuthClient client = client();

        TokenAnswer login = client.asking(GrantTour.SCOPE).as(GrantTour.USER).byCode();

        assertThat(login.scope()).as("answer %s", login.body()).contains(REFUSED);
        assertThat(client.refresh(login).scope()).contains(REFUSED);
        assertThat(client.refresh(granted).scope())
                .as("a grant that the product narrowed")
                .contains("read:contacts")
                .doesNotContain(REFUSED);
        Set<String> added = complaints();
        added.removeAll(plainComplaints);
        assertThat(added).singleElement().asString().contains("permission-scopes");
    }

    /** As the README's "Undo" warns. */
    @Test
    @Order(5)
    void aFlowThatStillHasAStepEndsEveryLogin() {
        try (Keycloak keycloak = server.admin()) {
            RealmResource realm = keycloak.realm(GrantTour.REALM);
            bind(realm, STRICT);

            Page page = client().asking("openid").open();

            assertThat(page.uri().toString()).doesNotStartWith(REDIRECT_URI);
            assertThat(page.document().select("input[name=password]"))
                    .as("a form")
                    .isEmpty();
            assertThat(page.document().text()).contains("error");

            bind(realm, "browser");
            assertThat(client().asking(GrantTour.SCOPE)
                            .as(GrantTour.USER)
                            .byCode()
                            .scope())
                    .contains(REFUSED);
        }
    }

    private static void bind(RealmResource realm, String browserFlow) {
        RealmRepresentation representation = realm.toRepresentation();
        representation.setBrowserFlow(browserFlow);
        realm.update(representation);
    }

    private static Map<String, JsonNode> tour() {
        return new GrantTour(server.url(), ISSUER).run();
    }

    private static OAuthClient client() {
        return new OAuth(server.url() + "/realms/" + GrantTour.REALM, REDIRECT_URI)
                .client(EveryGrantClient.ID)
                .confidential();
    }

    /** Warnings and errors of the log, without the time. Events tell of requests, and of ids. */
    private static Set<String> complaints() throws IOException {
        return server.log().stream()
                .map(COMPLAINT::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(1).startsWith("[org.keycloak.events]"))
                .map(line -> line.group(1).replaceAll("\\((executor-thread|build)-\\d+\\)", "($1)"))
                .collect(Collectors.toSet());
    }
}
