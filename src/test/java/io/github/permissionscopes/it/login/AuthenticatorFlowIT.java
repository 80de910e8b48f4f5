package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** The flows of {@code docs/authenticator.md}, built as its tables say; and the one of which it warns. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AuthenticatorFlowIT {

    private static final Path DOCUMENT = Path.of("docs/authenticator.md");
    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, Map<String, String>> STRICT =
            Map.of(PermissionScopes.DISPLAY_NAME, Map.of("refusal", "reject"));

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private FlowAdmin flows;
    private String flow;

    @BeforeEach
    void setUp() {
        flows = admin.flows();
    }

    @AfterEach
    void usualFlows() {
        bind("browser", "direct grant");
        if (flow != null) {
            flows.delete(flow);
        }
    }

    @Test
    void theBrowserFlow() throws IOException {
        flow = new FlowTable(DOCUMENT, "The browser flow").build(realm.admin(), "strict", STRICT);
        bind("strict", "direct grant");
        Browser browser = oauth.browser();

        Page byPassword = oauth.login(browser, url("openid read:contacts"), "anna", PASSWORD);
        assertGrants(contactsApp.exchange(byPassword), "read:contacts");
        Page bySession = browser.open(url("openid read:contacts"));
        assertGrants(contactsApp.exchange(bySession), "read:contacts");
        assertRejected(browser.open(url(REQUEST)));
        assertRejected(oauth.login(oauth.browser(), url(REQUEST), "anna", PASSWORD));
        assertThat(findings()).isEmpty();
    }

    @Test
    void theDirectGrantFlow() throws IOException {
        flow = new FlowTable(DOCUMENT, "The direct grant flow").build(realm.admin(), "strict direct", STRICT);
        bind("browser", "strict direct");

        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_scope");
        assertGrants(contactsApp.asking("openid read:contacts").as("anna").byPassword(), "read:contacts");
        assertThat(findings()).isEmpty();
    }

    /** Beside Cookie and the forms, as somebody does who adds it to a copy of the usual flow. */
    @Test
    void besideTheAlternativesItLocksEverybodyOut() {
        copyOfTheUsualFlow("locked", "REQUIRED");
        assertThat(findings())
                .as("before it is bound")
                .containsExactly("error step_beside_alternatives authentication_flow locked");
        bind("locked", "direct grant");

        Page page = oauth.browser().open(url("openid"));

        assertThat(page.uri().toString()).doesNotStartWith(REDIRECT_URI);
        assertThat(page.document().select("input[name=password]")).as("a form").isEmpty();
        assertThat(page.document().select("#kc-error-message"))
                .as(page.document().text())
                .isNotEmpty();
    }

    @Test
    void leftDisabledItDoesNothing() {
        copyOfTheUsualFlow("idle", "DISABLED");
        assertThat(findings()).as("before it is bound").isEmpty();
        bind("idle", "direct grant");

        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), "read:contacts");

        assertThat(findings()).containsExactly("warning step_disabled authentication_flow idle");
    }

    /** As its neighbours are. */
    @Test
    void setToAlternativeItIsNotAsked() {
        copyOfTheUsualFlow("neighbourly", "ALTERNATIVE");
        assertThat(findings()).containsExactly("warning step_not_asked authentication_flow neighbourly");
        bind("neighbourly", "direct grant");

        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), "read:contacts");
    }

    private void copyOfTheUsualFlow(String alias, String requirement) {
        realm.admin().flows().copy("browser", Map.of("newName", alias)).close();
        flow = realm.admin().flows().getFlows().stream()
                .filter(copied -> copied.getAlias().equals(alias))
                .findFirst()
                .orElseThrow()
                .getId();
        flows.step(alias, PermissionScopes.AUTHENTICATOR_ID, requirement, Map.of("refusal", "reject"));
    }

    private void bind(String browserFlow, String directGrantFlow) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setBrowserFlow(browserFlow);
        representation.setDirectGrantFlow(directGrantFlow);
        realm.admin().update(representation);
    }

    private String url(String scope) {
        return oauth.authorizationUrl(CONTACTS_APP, scope, Map.of());
    }

    private static void assertRejected(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
    }

    private List<String> findings() {
        JsonNode status = new Administration(
                        realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString())
                .get("status")
                .body();
        List<String> findings = new ArrayList<>();
        status.path("findings")
                .forEach(finding -> findings.add(String.join(
                        " ",
                        finding.path("severity").asText(),
                        finding.path("code").asText(),
                        finding.path("object").path("type").asText(),
                        finding.path("object").path("name").asText())));
        return findings;
    }
}
