package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static io.github.permissionscopes.it.support.client.GrantTour.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import io.github.permissionscopes.rivals.RivalCibaFactory;
import io.github.permissionscopes.rivals.RivalClientCredentialsFactory;
import io.github.permissionscopes.rivals.RivalClientPolicyManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.keycloak.admin.client.Keycloak;

/**
 * Another extension replaces what the product wraps, with a higher order, so that a seam is not asked. {@code
 * delete:contacts} requires two roles of which Anna and the service account hold one; that is enough for Keycloak's own
 * check.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StandaloneTest
class OtherExtensionIT {

    private static StandaloneServer server;
    private static Keycloak keycloak;
    private static OAuthClient client;
    private static RealmAdmin admin;

    @AfterAll
    static void stop() {
        keycloak.close();
        server.stop();
    }

    @Test
    @Order(1)
    void theGuardStopsWhatAReplacedGrantLetsThrough() throws Exception {
        start("other-grants", ExtensionJars.rivalGrants());
        assertThat(client.asking(SCOPE).byClientCredentials().scope())
                .as("while the switch is off")
                .contains("delete:contacts");
        assertThat(warnings()).as("while the switch is off").isEmpty();
        admin.turnSwitch(true);

        assertStopped(client.asking(SCOPE).byClientCredentials());
        assertStopped(client.asking(SCOPE).byClientCredentials());
        assertWarned(
                "grant_type client_credentials: the server asks " + RivalClientCredentialsFactory.class.getName(),
                "grant_type urn:openid:params:grant-type:ciba: the server asks " + RivalCibaFactory.class.getName());

        assertGrants(client.asking("openid read:contacts").byClientCredentials(), "read:contacts");
        assertThat(replaced())
                .as("what the status says")
                .containsExactly(
                        "error replaced_seam client_credentials",
                        "error replaced_seam urn:openid:params:grant-type:ciba");
    }

    /** The seam of CIBA is a client policy: it narrows behind a replaced grant too, and only cannot tell the event. */
    @Test
    @Order(2)
    void aReplacedBackchannelGrantIsNarrowedByTheClientPolicy() {
        admin.turnSwitch(false);
        Asking asking = client.asking(SCOPE).as(USER);
        assertThat(asking.byBackchannel().scope()).as("while the switch is off").contains("delete:contacts");
        admin.turnSwitch(true);

        assertGrants(asking.byBackchannel(), "read:contacts");
    }

    /** The user is asked on the device for what is not granted then, and the consent to it is stored. */
    @Test
    @Order(3)
    void theGuardStopsTokensOfABackchannelWithoutOurClientPolicy() throws Exception {
        stop();
        start("other-policies", ExtensionJars.rivalPolicies());
        admin.turnSwitch(true);
        admin.changeClient(EveryGrantClient.ID, client -> client.setConsentRequired(true));

        try (AuthenticationDevice phone = new AuthenticationDevice(realmUrl())) {
            TokenAnswer asked = client.asking(SCOPE).as(USER).backchannel();
            assertThat(phone.scopeAsked()).as("asked on the device").contains("delete:contacts");
            phone.approve();
            assertStopped(client.fetch(asked));
        }

        assertThat(admin.people().storedConsent(USER, EveryGrantClient.ID))
                .as("stored consent")
                .contains("delete:contacts");
        assertGrants(client.asking(SCOPE).as(USER).byCode(), "read:contacts");
    }

    @Test
    @Order(4)
    void theStatusNamesWhatIsReplaced() {
        assertThat(replaced()).containsExactly("error replaced_seam default");
    }

    /** At once, without waiting for a login: the switch is on already. */
    @Test
    @Order(5)
    void theLogNamesItAtStartUp() throws Exception {
        server.stop();

        TestServers.start(server);

        assertThat(server.log()).anyMatch(line -> line.contains("on in " + GrantTour.REALM));
        assertWarned("client_policies default: the server asks " + RivalClientPolicyManagerFactory.class.getName());
    }

    /** Each of them once, and no others. */
    private static void assertWarned(String... seams) throws IOException {
        List<String> warnings = warnings();
        assertThat(warnings).hasSameSizeAs(seams);
        for (String seam : seams) {
            assertThat(warnings).anyMatch(line -> line.contains(seam + ". Take that extension out"));
        }
    }

    private static List<String> warnings() throws IOException {
        return server.log().stream()
                .filter(line -> line.contains(" WARN ") && line.contains("Permission Scopes is not asked for "))
                .toList();
    }

    private static List<String> replaced() {
        return new Administration(realmUrl(), keycloak.tokenManager()::getAccessTokenString)
                .findings().stream()
                        .filter(finding -> finding.contains("replaced_seam"))
                        .toList();
    }

    private static void start(String name, Path otherExtension) throws Exception {
        server = TestServers.standalone(name);
        server.deploy(TestServers.productJar(), otherExtension);
        server.reset(GrantTour.realm(new ForeignIssuer()));
        TestServers.start(server);
        keycloak = server.admin();
        admin = new RealmAdmin(keycloak.realm(GrantTour.REALM));
        client = new OAuth(realmUrl(), DemoRealm.REDIRECT_URI)
                .client(EveryGrantClient.ID)
                .confidential();
    }

    private static String realmUrl() {
        return server.url() + "/realms/" + GrantTour.REALM;
    }

    private static void assertStopped(TokenAnswer answer) {
        assertNoToken(answer, "invalid_scope");
        assertThat(answer.body().toString()).doesNotContain("delete:contacts");
    }
}
