package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.Keycloak;

/**
 * A cluster in the middle of a rolling upgrade: one node has the product, the other has not. A login that begins at one
 * and goes on at the other ends; the node without the product decides nothing, and breaks nothing.
 */
@StandaloneTest
class MixedNodesIT {

    private static final String NOTICE = "Some access is not granted";
    private static final Map<String, String> ACCEPT = Map.of("accept", "true");
    private static final String CONTACTS_URL = OneApi.CONTACTS.audience();

    @TempDir
    static Path data;

    private static StandaloneServer with;
    private static StandaloneServer without;
    private static Keycloak keycloak;
    private static RealmAdmin admin;

    private Asking anna;
    private Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Path database = Files.createDirectories(data).resolve("shared");
        with = TestServers.standalone("node-with").inCluster(database);
        with.deploy(TestServers.productJar());
        with.reset(GrantTour.realm(new ForeignIssuer()));
        TestServers.start(with);
        without = TestServers.second("node-without").inCluster(database);
        without.deploy();
        TestServers.startSecond(without);
        keycloak = with.admin();
        admin = new RealmAdmin(keycloak.realm(GrantTour.REALM));
        admin.turnSwitch(true);
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        without.stop();
        with.stop();
    }

    @BeforeEach
    void newBrowser() {
        browser = at(with).browser();
        anna = at(with).client(CONTACTS_APP).asking(GrantTour.SCOPE).as("anna").in(browser);
    }

    /** That the two are one cluster: else a login would not be known at the other node, whatever is pending. */
    @Test
    void aLoginGoesOnAtTheOtherNode() {
        admin.configure(Map.of());
        Page callback = browser.open(at(without, anna.open().uri())).logIn("anna");

        assertThat(callback.parameter("code")).as(callback.uri().toString()).isNotNull();
    }

    @Test
    void aRejectionThatIsPendingIsPassedOver() {
        admin.configure(Map.of("refusal", "reject"));
        Page callback = endAtTheOtherNode();

        assertThat(at(with).client(CONTACTS_APP).exchange(callback).error())
                .as("redeemed where the product is")
                .isEqualTo("invalid_scope");
    }

    @Test
    void aNoticeThatIsPendingIsPassedOver() {
        admin.configure(Map.of("notice", "true"));
        Page callback = endAtTheOtherNode();

        assertThat(at(with).client(CONTACTS_APP).exchange(callback).scope())
                .as("redeemed where the product is")
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
    }

    /** The login's next page is asked of the other node, which ends the login. */
    private Page endAtTheOtherNode() {
        URI next = browser.submitOnly(anna.open(), Map.of("username", "anna", "password", PASSWORD));
        Page callback = browser.open(at(without, next));
        assertThat(callback.parameter("code"))
                .as(callback.uri() + callback.document().text())
                .isNotNull();
        return callback;
    }

    @Test
    void aNoticeThatIsShownIsPassedOver() {
        admin.configure(Map.of("notice", "true"));
        Page notice = anna.login();
        assertThat(notice.title()).isEqualTo(NOTICE);

        assertThat(browser.open(at(without, notice.uri())).parameter("code")).isNotNull();
    }

    /** An error page; the login is not lost. */
    @Test
    void aNoticeCannotBeAnsweredThere() {
        admin.configure(Map.of("notice", "true"));
        Page notice = anna.login();
        Page elsewhere = new Page(
                browser, notice.uri(), notice.status(), notice.document().clone());
        elsewhere
                .document()
                .forms()
                .forEach(form -> form.attr("action", at(without, URI.create(form.absUrl("action")))));

        assertThat(browser.submit(elsewhere, ACCEPT).status()).isEqualTo(400);
        Page again = browser.open(notice.uri().toString());
        assertThat(again.title()).isEqualTo(NOTICE);
        assertThat(browser.submit(again, ACCEPT).parameter("code")).isNotNull();
    }

    /** What the product leaves in a grant is passed over by a node that does not know it; and the other way. */
    @Test
    void whatOneNodeHasGrantedTheOtherRedeems() {
        admin.configure(Map.of());
        admin.change(realm -> realm.getAttributes().put("frontendUrl", with.url()));
        try {
            TokenAnswer code = theyAreGiven("code", client(without).exchange(login()));
            theyAreGiven("refresh", client(without).refresh(client(with).exchange(login())));
            theyAreGiven("refresh of the other node's", client(with).refresh(code));
            Asking there = client(without).asking(GrantTour.SCOPE).as("anna");
            theyAreGiven("exchange", there.byTokenExchange(client(with).exchange(login())));
            theyAreGiven("refresh of a login there", client(with).refresh(there.byPassword()));

            Asking naming = client(with)
                    .naming("resource", CONTACTS_URL)
                    .asking(GrantTour.SCOPE)
                    .as("anna");
            Device device = naming.device();
            device.verify("anna").accept();
            theyAreGiven("device", client(without).poll(device));

            try (AuthenticationDevice phone = new AuthenticationDevice(realm(with))) {
                TokenAnswer asked = naming.backchannel();
                phone.approve();
                theyAreGiven("CIBA", client(without).fetch(asked));
            }
        } finally {
            admin.change(realm -> realm.getAttributes().put("frontendUrl", ""));
        }
    }

    private static TokenAnswer theyAreGiven(String grant, TokenAnswer answer) {
        assertThat(answer.status()).as("%s: %s", grant, answer.body()).isEqualTo(200);
        assertThat(answer.scope()).as(grant).contains(READ_CONTACTS).noneMatch(scope -> scope.startsWith("permission"));
        return answer;
    }

    /** In a login that names an API. */
    private static Page login() {
        return client(with)
                .asking(GrantTour.SCOPE)
                .with("resource", CONTACTS_URL)
                .as("anna")
                .login();
    }

    private static OAuthClient client(StandaloneServer node) {
        return at(node).client(EveryGrantClient.ID).confidential();
    }

    private static String realm(StandaloneServer node) {
        return node.url() + "/realms/" + GrantTour.REALM;
    }

    private static OAuth at(StandaloneServer node) {
        return new OAuth(realm(node), REDIRECT_URI);
    }

    private static String at(StandaloneServer node, URI uri) {
        return node.url() + uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
