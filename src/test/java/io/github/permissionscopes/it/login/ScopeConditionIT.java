package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.LEVEL;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.TARA;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.TOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The condition of a conditional sub-flow: who is asked for a second factor, and what a login is worth afterwards. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeConditionIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> STEP_UP = Map.of("acr_values", LEVEL);

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(EveryGrantClient.ID)
    OAuthClient id;

    @InjectRealmAdmin
    RealmAdmin admin;

    private StepUpFlows flows;
    private OAuthClient client;
    private Browser browser;

    @BeforeEach
    void setUp() {
        flows = new StepUpFlows(realm.admin());
        client = id.confidential();
        browser = oauth.browser();
        events.skipAll();
    }

    @AfterEach
    void backToDefaults() {
        flows.none(EveryGrantClient.ID);
        admin.configure(Map.of());
        admin.turnSwitch(true);
    }

    @ParameterizedTest(name = "{0} {1}: {2} asks for {3}")
    @CsvSource({
        "any,     '',                             tara, openid profile,                  false",
        "any,     '',                             tara, openid offline_access,           false",
        "any,     '',                             tara, openid read:contacts,            true",
        "any,     '',                             tara, openid delete:contacts,          true",
        "any,     '',                             tom,  openid delete:contacts,          false",
        "any,     '',                             tom,  openid profile read:contacts,    true",
        "given,   delete:contacts,                tara, openid read:contacts,            false",
        "given,   delete:contacts,                tara, openid delete:contacts,          true",
        "given,   delete:contacts,                tom,  openid delete:contacts,          false",
        "given,   email##delete:contacts,         tara, openid delete:contacts,          true",
        "given,   'delete:contacts, offline_access', tara, openid offline_access,        true",
        "given,   delete,                         tara, openid delete:contacts,          false",
        "given,   '',                             tara, openid delete:contacts,          false",
        "refused, '',                             tara, openid delete:contacts,          false",
        "refused, '',                             tom,  openid delete:contacts,          true",
        "refused, '',                             tom,  openid read:contacts,            false",
    })
    void asksWhoWantsAndMayHaveIt(String when, String scopes, String user, String scope, boolean asked) {
        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, Map.of("when", when, "scopes", scopes));
        assertAsked(login(user, scope), asked);

        flows.byScope(
                EveryGrantClient.ID,
                StepUpFlows.PASSWORD_AGAIN,
                Map.of("when", when, "scopes", scopes, "negate", "true"));
        browser = oauth.browser();
        assertAsked(login(user, scope), !asked);
    }

    /** Whoever wrote it meant somebody to be asked. */
    @ParameterizedTest
    @CsvSource({
        "what, false, tara, openid profile",
        "what, true,  tara, openid delete:contacts",
        "GIVEN, true, tom,  openid read:contacts",
        "any,  yes,   tara, openid delete:contacts",
        "any,  yes,   tara, openid profile",
    })
    void asksEverybodyWhereItCannotBeRead(String when, String negate, String user, String scope) {
        byScope(Map.of("when", when, "negate", negate));
        assertAsked(login(user, scope), true);

        admin.configure(Map.of("mode", "report"));
        browser = oauth.browser();
        assertAsked(login(user, scope), false);
    }

    @Test
    void givesTheLevelAndLeavesNoTrace() {
        byScope(Map.of("level", LEVEL));

        TokenAnswer answer = client.exchange(secondFactor(login(TARA, REQUEST)));

        assertGrants(answer, CONTACTS);
        assertThat(answer.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertGrants(client.refresh(answer), CONTACTS);
    }

    @ParameterizedTest
    @CsvSource({"''", "two", "gold", "1"})
    void givesNoOtherLevelThanItSays(String level) {
        byScope(Map.of("level", level));

        Page callback = secondFactor(login(TARA, REQUEST));

        assertGrants(client.exchange(callback), READ_CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(DELETE_CONTACTS, "acr_too_low"));
    }

    @Test
    void asksAtEverySingleSignOnThatWantsIt() {
        byScope(Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL));
        assertGrants(client.exchange(secondFactor(login(TARA, REQUEST))), CONTACTS);

        Page other = browser.open(client.asking("openid read:contacts").url());
        assertGrants(client.exchange(other), READ_CONTACTS);
        Page again = browser.open(client.asking(REQUEST).url());
        assertGrants(client.exchange(secondFactor(again)), CONTACTS);
        assertThat(silent(REQUEST).parameter("error")).isEqualTo("login_required");
        assertGrants(client.exchange(silent("openid read:contacts")), READ_CONTACTS);
    }

    /** Also a login that does not want it has the level then, so that the session's other tokens keep it. */
    @Test
    void asksOnceWithinTheMaxAge() {
        byScope(Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL, "maxAge", "3600"));
        TokenAnswer first = client.exchange(secondFactor(login(TARA, REQUEST)));

        TokenAnswer other = client.exchange(
                browser.open(client.asking("openid read:contacts").url()));
        assertThat(other.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertGrants(client.refresh(first), CONTACTS);
        assertGrants(client.exchange(browser.open(client.asking(REQUEST).url())), CONTACTS);
        assertGrants(client.exchange(silent(REQUEST)), CONTACTS);

        // Who has to log in again has to show everything again.
        Page forced = id.asking(REQUEST).with("prompt", "login").in(browser).open();
        Page asked = browser.submit(forced, Map.of("password", PASSWORD));
        assertGrants(client.exchange(secondFactor(asked)), CONTACTS);
        // And who uses another browser too.
        browser = oauth.browser();
        assertAsked(login(TARA, REQUEST), true);
    }

    @Test
    void doesNotAskWhereNothingIsEnforced() {
        byScope(Map.of("when", "any"));

        admin.configure(Map.of("mode", "report"));
        assertAsked(login(TARA, REQUEST), false);
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        browser = oauth.browser();
        assertAsked(login(TARA, REQUEST), false);
        admin.turnSwitch(false);
        admin.configure(Map.of());
        browser = oauth.browser();
        assertAsked(login(TARA, REQUEST), false);
        byScope(Map.of("when", "any", "negate", "true"));
        browser = oauth.browser();
        assertAsked(login(TARA, REQUEST), false);
    }

    @Test
    void agreesWithKeycloaksOwnLevels() {
        flows.byLevelAndScope(
                EveryGrantClient.ID,
                36_000,
                Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL, "maxAge", "36000"));

        // Asked for by the level: once, though the scope asks for it too.
        Page first = oauth.login(browser, url(REQUEST, STEP_UP), TARA, PASSWORD);
        assertGrants(client.exchange(secondFactor(first)), CONTACTS);
        assertGrants(client.exchange(browser.open(url(REQUEST, Map.of()))), CONTACTS);

        // Asked for by the scope: then the level is there for who asks for it.
        browser = oauth.browser();
        assertGrants(client.exchange(login(TARA, "openid read:contacts")), READ_CONTACTS);
        Page scope = browser.open(url(REQUEST, Map.of()));
        assertGrants(client.exchange(secondFactor(scope)), CONTACTS);
        TokenAnswer level = client.exchange(browser.open(url(REQUEST, STEP_UP)));
        assertThat(level.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
    }

    /** The step that refuses more strictly than the realm comes after the condition's sub-flow. */
    @Test
    void isOfTheOpinionOfTheLoginsEnd() {
        byScope(Map.of("level", LEVEL));
        admin.configure(Map.of("refusal", "reject"));

        assertGrants(client.exchange(secondFactor(login(TARA, REQUEST))), CONTACTS);
        browser = oauth.browser();
        Page rejected = secondFactor(login(TOM, REQUEST));
        assertThat(rejected.parameter("error")).isEqualTo("invalid_scope");
    }

    @Test
    void worksInTheFlowOfThePasswordGrant() {
        FlowAdmin direct = new FlowAdmin(realm.admin());
        String flow = direct.create("direct");
        direct.step("direct", "direct-grant-validate-username", "REQUIRED", Map.of());
        direct.step("direct", "direct-grant-validate-password", "REQUIRED", Map.of());
        direct.subFlow("direct", "direct second factor", "CONDITIONAL");
        direct.step(
                "direct second factor",
                PermissionScopes.CONDITION_ID,
                "REQUIRED",
                Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL));
        direct.step("direct second factor", "direct-grant-validate-otp", "REQUIRED", Map.of());
        admin.overrideFlow(EveryGrantClient.ID, "direct_grant", flow);
        try {
            assertGrants(client.asking("openid read:contacts").as(TARA).byPassword(), READ_CONTACTS);
            assertGrants(client.asking(REQUEST).as(TOM).byPassword(), READ_CONTACTS);
            assertThat(client.asking(REQUEST).as(TARA).byPassword().error()).isEqualTo("invalid_grant");
            TokenAnswer answer = client.grant(
                    "password", Map.of("username", TARA, "password", PASSWORD, "scope", REQUEST, "totp", Totp.code()));
            assertGrants(answer, CONTACTS);
            assertGrants(client.refresh(answer), CONTACTS);
        } finally {
            admin.overrideFlow(EveryGrantClient.ID, "direct_grant", "");
            direct.delete(flow);
        }
    }

    /** Nobody gets past a condition that stands where nothing can be known. The administrator sees it at once. */
    @Test
    void letsNobodyPassBeforeTheUserIsKnown() {
        FlowAdmin misplaced = new FlowAdmin(realm.admin());
        String flow = misplaced.create("misplaced");
        misplaced.subFlow("misplaced", "misplaced second factor", "CONDITIONAL");
        misplaced.step("misplaced second factor", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", LEVEL));
        misplaced.step("misplaced second factor", StepUpFlows.PASSWORD_AGAIN, "REQUIRED", Map.of());
        misplaced.step("misplaced", "auth-username-password-form", "REQUIRED", Map.of());
        admin.overrideFlow(EveryGrantClient.ID, "browser", flow);
        try {
            Page page = browser.open(client.asking(REQUEST).url());

            assertThat(page.asksFor("username")).as("login form").isFalse();
            assertThat(page.status()).isEqualTo(400);
        } finally {
            admin.overrideFlow(EveryGrantClient.ID, "browser", "");
            misplaced.delete(flow);
        }
    }

    @Test
    void asksInATokenForAnotherApiForNothing() {
        byScope(Map.of("when", "any"));
        admin.createScope("of:events", EveryGrantClient.ID, Map.of("permissionScopes.api", "events-api"));
        Page page = oauth.login(browser, url(REQUEST, Map.of("resource", "events-api")), TARA, PASSWORD);

        assertAsked(page, false);
    }

    private void byScope(Map<String, String> config) {
        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, config);
    }

    private String url(String scope, Map<String, String> more) {
        return oauth.authorizationUrl(EveryGrantClient.ID, scope, more);
    }

    private Page login(String user, String scope) {
        return oauth.login(browser, client.asking(scope).url(), user, PASSWORD);
    }

    private Page silent(String scope) {
        return browser.open(url(scope, Map.of("prompt", "none")));
    }

    private Page secondFactor(Page form) {
        assertAsked(form, true);
        return browser.submit(form, Map.of("password", PASSWORD));
    }

    private static void assertAsked(Page page, boolean asked) {
        if (asked) {
            assertThat(page.asksFor("password"))
                    .as("second form: %s", page.uri())
                    .isTrue();
            assertThat(page.asksFor("username")).as("first form").isFalse();
        } else {
            assertThat(page.parameter("code")).as("code in %s", page.uri()).isNotNull();
        }
    }
}
