package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logins on every server that the product is for: pages, flows and levels. */
@CompatibilityTest
class EveryServerLoginIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final RealmAdmin admin = server.admin();
    private final OAuthClient client = server.client(EveryGrantClient.ID);
    private final Asking anna = client.asking(SCOPE).as("anna");
    private final Asking carl = client.asking(SCOPE).as("carl");

    @Test
    @Proves({Ability.CONSENT, Ability.NOTICE, Ability.REFUSAL})
    void showsItsPages() {
        server.useTheme(ThemedRealm.THEME);
        admin.configure(Map.of("notice", "true"));
        LoginWalk walk = new LoginWalk(CHROMIUM.newBrowser("de-DE"), server.oauth())
                .request(CONSENT_APP, SCOPE)
                .logIn("anna");
        assertThat(walk.title()).isEqualTo("Ein Teil des Zugriffs wird nicht gewährt");
        assertThat(walk.scopes(CONTACTS_API)).containsExactly("Delete your contacts");
        Looks.assertGood(walk.page(), "under-test-notice");

        walk.acceptNotice();
        assertThat(walk.headings()).containsExactly(CONTACTS_API, "Ihr Profil");
        assertThat(walk.scopes(CONTACTS_API)).containsExactly("Read your contacts");
        Looks.assertGood(walk.page(), "under-test-consent");
        assertThat(walk.press("kc-login").application()).containsKey("code");

        admin.configure(Map.of("refusal", "reject"));
        LoginWalk refused = new LoginWalk(CHROMIUM.newBrowser("de-DE"), server.oauth())
                .device(anna.device())
                .logIn("anna");
        assertThat(refused.title()).isEqualTo("Der Zugriff wird nicht gewährt");
        Looks.assertGood(refused.page(), "under-test-refusal");
    }

    /** In Keycloak's own theme and in the product's: an older server formats what looks like a message's key, too. */
    @Test
    @Proves(Ability.CONSENT)
    void showsTextsAsTheyWereWritten() {
        Answer put = server.define(HardTexts.API, HardTexts.definition());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        HardTexts.names().forEach(name -> admin.give("anna", HardTexts.API, name));
        OAuthClient consentApp = server.oauth().client(CONSENT_APP);
        for (String theme : List.of("keycloak.v2", ThemedRealm.THEME)) {
            server.useTheme(theme);

            Page consent = consentApp.asking(HardTexts.request()).as("anna").login();

            assertThat(consent.document().select("#kc-oauth li").eachText())
                    .as(theme + consent.text())
                    .containsAll(HardTexts.shown());
        }
    }

    /** Keycloak 26.0 takes the first pending action for the one that the client asked for. */
    @Test
    @Proves(Ability.NOTICE)
    void aClientCannotSkipItsPagesByAskingForAnAction() {
        admin.theSwitch().setPriority(-1);
        Asking unsupported = anna.with("kc_action", "VERIFY_EMAIL");
        admin.configure(Map.of("refusal", "reject"));
        assertThat(unsupported.login().parameter("error")).isEqualTo("invalid_scope");

        admin.configure(Map.of("notice", "true"));
        Page notice = unsupported.login();
        assertThat(notice.document().selectFirst("#permission-scopes-notice"))
                .as("%s %s", notice.uri(), notice.document().text())
                .isNotNull();
        assertGrants(client.exchange(notice.submit(Map.of("accept", "true"))), "read:contacts");
    }

    @Test
    @Proves(Ability.STEP_UP)
    void asksForASecondFactorForAScopeThatNeedsIt() {
        StepUpFlows flows = new StepUpFlows(server.realm());
        flows.byScope(
                EveryGrantClient.ID,
                StepUpFlows.PASSWORD_AGAIN,
                Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", "2", "maxAge", "3600"));
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");

        Page first = client.asking("openid read:contacts").as("carl").login();
        assertGrants(client.exchange(first), "read:contacts");
        Page asked = carl.in(first.browser()).open();
        assertThat(asked.asksFor("password")).as("second form").isTrue();
        TokenAnswer answer = client.exchange(asked.submit(Map.of("password", PASSWORD)));
        assertEverywhere(client, answer, CONTACTS);
        assertGrants(carl.byTokenExchange(answer), CONTACTS);
        assertGrants(client.exchange(carl.in(first.browser()).open()), CONTACTS);
        assertGrants(carl.byPassword(), "read:contacts");
        // Who may not have the scope is not asked.
        assertGrants(anna.byCode(), "read:contacts");
        flows.none(EveryGrantClient.ID);
    }

    /** The flow of docs/authenticator.md; and a word of the one of which it warns, in which nobody logs in. */
    @Test
    @Proves(Ability.FLOW)
    void theAuthenticatorStandsAfterTheSubFlowThatLogsIn() throws IOException {
        Map<String, String> strict = Map.of("refusal", "reject");
        String flow = new FlowTable(Path.of("docs/authenticator.md"), "The browser flow")
                .build(server.realm(), "strict", Map.of(PermissionScopes.DISPLAY_NAME, strict));
        server.realm().flows().copy("browser", Map.of("newName", "locked")).close();
        admin.flows().step("locked", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", strict);
        admin.clients().overrideFlow(EveryGrantClient.ID, "browser", flow);

        Asking few = client.asking("openid read:contacts").as("anna");
        Page first = few.login();
        assertGrants(client.exchange(first), "read:contacts");
        assertGrants(client.exchange(few.in(first.browser()).open()), "read:contacts");
        assertThat(anna.in(first.browser()).open().parameter("error")).isEqualTo("invalid_scope");

        assertThat(server.administration().get("status").text()).contains("step_beside_alternatives");
    }

    @Test
    @Proves(Ability.STEP_UP)
    void stopsADefaultScopeBelowItsLevel() {
        StepUpFlows flows = new StepUpFlows(server.realm());
        flows.byLevel(EveryServerRealm.DEFAULT_ID, 36_000);
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");
        OAuthClient withDefault = server.client(EveryServerRealm.DEFAULT_ID);
        Asking login = withDefault.asking("openid").as("carl");

        assertNoToken(login.byCode(), "invalid_scope");
        Page second = login.with("acr_values", "2").login();
        assertThat(withDefault
                        .exchange(second.submit(Map.of("password", PASSWORD)))
                        .scope())
                .contains(DELETE_CONTACTS);
        flows.none(EveryServerRealm.DEFAULT_ID);
    }
}
