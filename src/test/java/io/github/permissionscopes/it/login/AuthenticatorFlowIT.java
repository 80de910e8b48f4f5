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
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @Test
    void theBrowserFlow() throws IOException {
        build("The browser flow", "strict");
        admin.change(settings -> settings.setBrowserFlow("strict"));

        Page byPassword = contactsApp.asking("openid read:contacts").as("anna").login();
        assertGrants(contactsApp.exchange(byPassword), "read:contacts");
        Browser browser = byPassword.browser();
        Page bySession = contactsApp.asking("openid read:contacts").in(browser).open();
        assertGrants(contactsApp.exchange(bySession), "read:contacts");
        assertRejected(contactsApp.asking(REQUEST).in(browser).open());
        assertRejected(contactsApp.asking(REQUEST).as("anna").login());
        assertThat(findings()).isEmpty();
    }

    @Test
    void theDirectGrantFlow() throws IOException {
        build("The direct grant flow", "strict direct");
        admin.change(settings -> settings.setDirectGrantFlow("strict direct"));

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
        admin.change(settings -> settings.setBrowserFlow("locked"));

        Page page = contactsApp.asking("openid").open();

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
        admin.change(settings -> settings.setBrowserFlow("idle"));

        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), "read:contacts");

        assertThat(findings()).containsExactly("warning step_disabled authentication_flow idle");
    }

    /** As its neighbours are. */
    @Test
    void setToAlternativeItIsNotAsked() {
        copyOfTheUsualFlow("neighbourly", "ALTERNATIVE");
        assertThat(findings()).containsExactly("warning step_not_asked authentication_flow neighbourly");
        admin.change(settings -> settings.setBrowserFlow("neighbourly"));

        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), "read:contacts");
    }

    private void build(String heading, String alias) throws IOException {
        new FlowTable(DOCUMENT, heading).build(realm.admin(), admin.flows(), alias, STRICT);
    }

    private void copyOfTheUsualFlow(String alias, String requirement) {
        admin.flows().copy(alias, "browser");
        admin.flows().step(alias, PermissionScopes.AUTHENTICATOR_ID, requirement, Map.of("refusal", "reject"));
    }

    private static void assertRejected(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
    }

    private List<String> findings() {
        JsonNode status = administration.get("status").body();
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
