package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A scope that asks for a level of authentication ({@code permissionScopes.minimumAcr}), and logins that reach it or not, by
 * Keycloak's own level conditions. Carl holds the permission for everything.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class MinimumAcrIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> LOW = List.of(READ_CONTACTS);
    private static final Map<String, String> TOO_LOW = Map.of(DELETE_CONTACTS, "acr_too_low");
    private static final Map<String, String> STEP_UP = Map.of("acr_values", LEVEL);
    private static final Map<String, String> AUTHENTICATION = Map.of("client_secret", SECRET);
    private static final int LONG = 36_000;

    /** Has both permissions. */
    private static final String CARL = "carl";

    private static final String ANNA = "anna";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(StepUpRealm.GATEWAY)
    OAuthClient gatewayClient;

    @InjectOAuthClient(EveryGrantClient.ID)
    OAuthClient idClient;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private StepUpFlows flows;
    private OAuthClient client;
    private Browser browser;

    @BeforeEach
    void setUp() {
        flows = new StepUpFlows(realm.admin());
        client = oauth.client(EveryGrantClient.ID).confidential();
        browser = oauth.browser();
        flows.never(EveryGrantClient.ID);
        events.skipAll();
    }

    @AfterEach
    void backToDefaults() {
        flows.none(EveryGrantClient.ID);
        flows.none(CONSENT_APP);
        minimum(LEVEL);
        admin.configure(Map.of());
    }

    @Test
    void isRefusedEverywhereBelowTheLevel() {
        TokenAnswer answer = client.exchange(client.asking(REQUEST).as(CARL).login());

        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, TOO_LOW);
    }

    @Test
    void isNotOnTheConsentPageBelowTheLevel() {
        flows.byLevel(CONSENT_APP, LONG);
        Page asked = firstFactor(oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of()), CARL);

        Page callback = asked.accept();

        Agreement.assertConsent(asked, admin.storedConsent(CARL, CONSENT_APP), LOW);
        assertEverywhere(consentApp, consentApp.exchange(callback), LOW);
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, TOO_LOW);

        Page again = secondFactor(
                consentApp.asking(REQUEST).with(STEP_UP).in(browser).open());
        Page steppedUp = again.accept();
        assertThat(again.text()).contains("Delete your contacts").doesNotContain("Read your contacts");
        assertEverywhere(consentApp, consentApp.exchange(steppedUp), CONTACTS);
    }

    @Test
    void isGrantedAtTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);

        TokenAnswer answer = client.exchange(logInHigh(CARL));

        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS);
        assertThat(answer.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertNothingRefused(next(events, EventType.CODE_TO_TOKEN));
    }

    @Test
    void isGrantedInARedirectAtTheLevelOnly() {
        flows.byLevel(EveryGrantClient.ID, LONG);

        assertThat(redirectScopes(Map.of())).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);
        assertThat(redirectScopes(STEP_UP)).containsAll(CONTACTS);
    }

    @Test
    void asksForTheLevelOnlyOfThoseWhoArePermitted() {
        client.asking(REQUEST).as(ANNA).login();

        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(DELETE_CONTACTS, "not_permitted"));
    }

    @Test
    void aSingleSignOnHasTheLevelUntilItIsTooOld() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        logInHigh(CARL);
        assertGrants(client.exchange(browser.open(client.asking(REQUEST).url())), CONTACTS);
        assertGrants(client.exchange(silent()), CONTACTS);

        flows.byLevel(EveryGrantClient.ID, 0);
        browser = oauth.browser();
        logInHigh(CARL);
        assertGrants(client.exchange(browser.open(client.asking(REQUEST).url())), LOW);
        events.skipAll();
        assertGrants(client.exchange(silent()), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefreshHasTheLevelOfTheLastLoginInTheSession(boolean rotating) {
        flows.byLevel(EveryGrantClient.ID, 0);
        var representation = realm.admin().toRepresentation();
        representation.setRevokeRefreshToken(rotating);
        realm.admin().update(representation);
        try {
            TokenAnswer high = client.exchange(logInHigh(CARL));
            TokenAnswer refreshed = assertGrants(client.refresh(high), CONTACTS);
            assertThat(refreshed.accessClaims().path("acr").asText()).isEqualTo(LEVEL);

            browser.open(client.asking("openid").url());
            events.skipAll();
            TokenAnswer low = assertGrants(client.refresh(refreshed), LOW);
            assertThat(low.accessClaims().path("acr").asText()).isNotEqualTo(LEVEL);
            assertThat(next(events, EventType.REFRESH_TOKEN).getDetails())
                    .containsEntry("scope_refused_reasons", DELETE_CONTACTS + "=acr_too_low");
        } finally {
            representation.setRevokeRefreshToken(false);
            realm.admin().update(representation);
        }
    }

    @Test
    void anOfflineGrantKeepsItsLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        Page callback = secondFactor(
                firstFactor(oauth.authorizationUrl(EveryGrantClient.ID, REQUEST + " offline_access", STEP_UP), CARL));

        TokenAnswer answer = client.exchange(callback);

        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS);
    }

    @Test
    void aHigherMinimumCountsAtOnce() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.addMapper(EveryGrantClient.ID, Map.of());
        TokenAnswer answer = client.exchange(logInHigh(CARL));
        Page callback = browser.open(client.asking(REQUEST).url());
        minimum("3");

        assertThat(oauth.introspect(TestRealm.RESOURCE_SERVER, SECRET, answer.accessToken())
                        .scope())
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        assertGrants(client.exchange(callback), LOW);
        assertGrants(client.refresh(answer), LOW);
    }

    @Test
    void noLevelIsReachedWithoutALogin() {
        assertGrants(client.asking(REQUEST).as(CARL).byPassword(), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
        assertGrants(client.asking(REQUEST).byClientCredentials(), LOW);
        assertRefused(next(events, EventType.CLIENT_LOGIN), REQUEST, TOO_LOW);
    }

    @Test
    void aDeviceHasTheLevelOfTheLoginThatApprovedIt() {
        Device low = client.asking(REQUEST).device();
        low.verify(CARL).accept();
        assertGrants(client.poll(low), LOW);

        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, Map.of("level", LEVEL));
        Device high = client.asking(REQUEST).device();
        Page asked = secondFactor(high.verify(browser, CARL));
        asked.accept();
        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, client.poll(high), CONTACTS);
    }

    /** The gateway has the mapper, which looks at what is introspected. */
    @Test
    void anExchangeHasTheLevelOfTheLoginWhoseTokenItIs() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        OAuthClient gateway = gatewayClient.confidential();
        admin.addMapper(StepUpRealm.GATEWAY, Map.of());
        TokenAnswer low = client.exchange(client.asking(REQUEST).as(CARL).login());
        events.skipAll();
        assertGrants(gateway.asking(REQUEST).byTokenExchange(low), LOW);
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, TOO_LOW);

        TokenAnswer high = client.exchange(logInHigh(CARL));
        TokenAnswer exchanged = assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
        assertIntrospection(oauth, exchanged.accessToken(), CONTACTS);
        assertThat(oauth.introspect(StepUpRealm.GATEWAY, SECRET, exchanged.accessToken())
                        .scope())
                .containsAll(CONTACTS);
        assertGrants(gateway.asking(REQUEST).byTokenExchange(exchanged), LOW);
        assertGrants(client.refresh(high), CONTACTS);
    }

    /** Keycloak takes the exchange for a login without a level, of the client that asks. */
    @Test
    void aClientThatExchangesItsOwnTokenKeepsTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        TokenAnswer high = client.exchange(logInHigh(CARL));

        assertGrants(client.asking(REQUEST).byTokenExchange(high), CONTACTS);
        assertGrants(client.asking(REQUEST).byTokenExchange(high), CONTACTS);

        TokenAnswer refreshed = assertGrants(client.refresh(high), CONTACTS);
        assertThat(refreshed.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
    }

    /**
     * A client's session may end before the user's does. With the exchange Keycloak begins another one, in which nobody has
     * logged in.
     */
    @Test
    void anExchangeTakesNoLevelFromASessionOfTheClientThatHasEnded() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        flows.byLevel(StepUpRealm.GATEWAY, LONG);
        OAuthClient gateway = gatewayClient.confidential();
        try {
            TokenAnswer high = client.exchange(logInHigh(CARL));
            String url = oauth.authorizationUrl(StepUpRealm.GATEWAY, REQUEST, STEP_UP);
            assertGrants(gateway.exchange(browser.open(url)), CONTACTS);
            assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
            assertThat(TokenAnswer.scope(gateway.ticket(high).accessClaims()))
                    .as("the client's session goes on")
                    .containsAll(CONTACTS);

            admin.setClientAttribute(StepUpRealm.GATEWAY, "client.session.max.lifespan", "1");
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
            admin.setClientAttribute(StepUpRealm.GATEWAY, "client.session.max.lifespan", "");

            var ticket = gateway.ticket(high).accessClaims();
            assertThat(TokenAnswer.scope(ticket)).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);
            assertThat(ticket.path("acr").asText()).isNotEqualTo(LEVEL);
        } finally {
            admin.setClientAttribute(StepUpRealm.GATEWAY, "client.session.max.lifespan", "");
            flows.none(StepUpRealm.GATEWAY);
        }
    }

    @Test
    void aRejectedExchangeKeepsTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        TokenAnswer high = client.exchange(logInHigh(CARL));

        assertThat(client.asking("openid no-such-scope").byTokenExchange(high).error())
                .isEqualTo("invalid_scope");

        assertGrants(client.refresh(high), CONTACTS);
    }

    /** Two logins of one client in one session: each code has the level of its own. */
    @Test
    void aCodeHasTheLevelOfItsOwnLogin() {
        flows.byLevel(EveryGrantClient.ID, 0);
        Page high = logInHigh(CARL);
        Page low = browser.open(client.asking(REQUEST).url());

        assertGrants(client.exchange(high), CONTACTS);
        assertGrants(client.exchange(low), LOW);
    }

    @Test
    void aCodeDoesNotRiseWithALaterLogin() {
        flows.byLevel(EveryGrantClient.ID, 0);
        minimum("");
        Page low = firstFactor(client.asking(REQUEST).url(), CARL);
        minimum(LEVEL);
        Page high =
                secondFactor(idClient.asking(REQUEST).with(STEP_UP).in(browser).open());

        assertGrants(client.exchange(low), LOW);
        assertGrants(client.exchange(high), CONTACTS);
    }

    @Test
    void aDeviceHasTheLevelOfItsOwnApproval() {
        flows.byLevel(EveryGrantClient.ID, 0);
        Device device = client.asking(REQUEST).device();
        browser.submit(device.verify(browser, CARL), Map.of("accept", "Yes"));
        Page high =
                secondFactor(idClient.asking(REQUEST).with(STEP_UP).in(browser).open());

        assertGrants(client.poll(device), LOW);
        assertGrants(client.exchange(high), CONTACTS);
    }

    @Test
    void aDeviceKeepsTheLevelOfItsOwnApproval() {
        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, Map.of("level", LEVEL));
        Device device = client.asking(REQUEST).device();
        browser.submit(secondFactor(device.verify(browser, CARL)), Map.of("accept", "Yes"));
        browser.open(client.asking("openid").url());

        assertGrants(client.poll(device), CONTACTS);
    }

    @Test
    void aTicketHasTheLevelOfTheLogin() {
        flows.byLevel(EveryGrantClient.ID, LONG);

        TokenAnswer low = client.exchange(client.asking(REQUEST).as(CARL).login());
        assertThat(TokenAnswer.scope(client.ticket(low).accessClaims()))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        TokenAnswer high = client.exchange(logInHigh(CARL));
        assertThat(TokenAnswer.scope(client.ticket(high).accessClaims())).containsAll(CONTACTS);
    }

    @Test
    void isAddedUnaskedAtTheLevelOnly() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.setScopeAttribute(DELETE_CONTACTS, PermissionScopes.AUTO_GRANT, "true");
        assertGrants(client.exchange(client.asking("openid").as(CARL).login()), List.of());
        String url = oauth.authorizationUrl(EveryGrantClient.ID, "openid", STEP_UP);
        TokenAnswer answer = client.exchange(secondFactor(firstFactor(url, CARL)));
        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, List.of(DELETE_CONTACTS));
    }

    @Test
    void isRejectedWhereRefusedScopesAre() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.configure(Map.of("refusal", "reject"));

        Page rejected = client.asking(REQUEST).as(CARL).login();
        assertUnmet(rejected, LEVEL);
        assertThat(next(events, EventType.LOGIN_ERROR).getError()).isEqualTo("unmet_authentication_requirements");
        assertThat(client.asking(REQUEST).as(CARL).byPassword().error()).isEqualTo("invalid_scope");
        assertGrants(client.exchange(logInHigh(CARL)), CONTACTS);
    }

    @Test
    void theClientIsToldWhatToAskFor() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        levels("{\"silver\":1,\"gold\":2,\"platinum\":3}");
        admin.configure(Map.of("refusal", "reject"));
        try {
            assertUnmet(client.asking(REQUEST).as(CARL).login(), "gold platinum");
            browser = oauth.browser();
            String url = oauth.authorizationUrl(EveryGrantClient.ID, REQUEST, Map.of("acr_values", "gold"));
            assertGrants(client.exchange(secondFactor(firstFactor(url, CARL))), CONTACTS);

            admin.setClientAttribute(EveryGrantClient.ID, "acr.loa.map", "{\"strong\":2,\"weak\":1}");
            assertUnmet(
                    client.asking(REQUEST)
                            .with("response_type", "id_token token")
                            .as(CARL)
                            .login(),
                    "strong");
        } finally {
            admin.setClientAttribute(EveryGrantClient.ID, "acr.loa.map", "");
            levels("");
        }
    }

    @Test
    void theClientIsToldWithoutInteraction() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        firstFactor(oauth.authorizationUrl(EveryGrantClient.ID, "openid", Map.of()), CARL);
        admin.configure(Map.of("refusal", "reject_if_none_left"));

        assertUnmet(
                idClient.asking("openid delete:contacts")
                        .with("prompt", "none")
                        .in(browser)
                        .open(),
                LEVEL);
    }

    /** A better login would not be enough. */
    @Test
    void whatIsNotAQuestionOfTheLevelIsAnInvalidScope() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.configure(Map.of("refusal", "reject"));

        assertThat(client.asking(REQUEST).as(ANNA).login().parameter("error")).isEqualTo("invalid_scope");
        admin.createScope("orphan", EveryGrantClient.ID, Map.of(PermissionScopes.PROTECTED, "true"));
        try {
            Page mixed = client.asking(REQUEST + " orphan").as(CARL).login();
            assertThat(mixed.parameter("error")).isEqualTo("invalid_scope");
            assertThat(mixed.parameter("error_description")).isEqualTo("Not permitted: delete:contacts orphan");
        } finally {
            admin.deleteScope("orphan");
        }
        minimum("nobody knows");
        assertThat(client.asking(REQUEST).as(CARL).login().parameter("error")).isEqualTo("invalid_scope");
    }

    private static void assertUnmet(Page rejected, String acrValues) {
        assertThat(rejected.parameter("error")).isEqualTo("unmet_authentication_requirements");
        assertThat(rejected.parameter("error_description"))
                .contains(DELETE_CONTACTS, "acr_values=" + acrValues)
                .doesNotContain(READ_CONTACTS);
    }

    @Test
    void isOnlyReportedInReportMode() {
        admin.configure(Map.of("mode", "report"));

        assertGrants(client.exchange(client.asking(REQUEST).as(CARL).login()), CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW, "report");
    }

    /** A client's own mapping could be written by who administers the client alone. */
    @ParameterizedTest
    @CsvSource({"gold, true", "platinum, false", "silver, false", "'2 or more', false", "-1, false", "0, true"})
    void aNameMeansWhatTheRealmSays(String minimum, boolean granted) {
        flows.byLevel(EveryGrantClient.ID, LONG);
        levels("{\"gold\":2,\"platinum\":3}");
        admin.setClientAttribute(EveryGrantClient.ID, "acr.loa.map", "{\"2\":2,\"silver\":0,\"platinum\":0}");
        try {
            minimum(minimum);
            assertGrants(client.exchange(logInHigh(CARL)), granted ? CONTACTS : LOW);
        } finally {
            admin.setClientAttribute(EveryGrantClient.ID, "acr.loa.map", "");
            levels("");
        }
    }

    /** Nobody needs a permission for it. */
    @Test
    void aScopeWithoutPermissionsAsksForTheLevelAlone() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.createScope("pay", EveryGrantClient.ID, Map.of(PermissionScopes.MINIMUM_ACR, LEVEL));
        TokenAnswer low = client.exchange(client.asking("openid pay").as("nora").login());
        assertThat(low.scope()).contains("openid").doesNotContain("pay");
        assertRefused(next(events, EventType.LOGIN), "openid pay", Map.of("pay", "acr_too_low"));
        String url = oauth.authorizationUrl(EveryGrantClient.ID, "openid pay", STEP_UP);
        assertThat(client.exchange(secondFactor(firstFactor(url, "nora"))).scope())
                .contains("pay");

        admin.setScopeAttribute("pay", PermissionScopes.PROTECTED, "true");
        events.skipAll();
        browser.open(url);
        assertRefused(next(events, EventType.LOGIN), "openid pay", Map.of("pay", "no_permission_defined"));
    }

    /** Keycloak asks for default scopes whoever logs in. What nothing takes out, the guard stops. */
    @Test
    void isStoppedAsADefaultScopeBelowTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        var resource = admin.client(EveryGrantClient.ID);
        String id = admin.scope(DELETE_CONTACTS).getId();
        resource.removeOptionalClientScope(id);
        resource.addDefaultClientScope(id);
        try {
            assertThat(client.exchange(client.asking("openid").as(CARL).login()).error())
                    .isEqualTo("invalid_scope");
            String url = oauth.authorizationUrl(EveryGrantClient.ID, "openid", STEP_UP);
            TokenAnswer answer = client.exchange(secondFactor(firstFactor(url, CARL)));
            assertGrants(answer, DELETE_CONTACTS);
            assertGrants(client.refresh(answer), DELETE_CONTACTS);
        } finally {
            resource.removeDefaultClientScope(id);
            resource.addOptionalClientScope(id);
        }
    }

    private void minimum(String value) {
        admin.setScopeAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, value);
    }

    private void levels(String mapping) {
        var representation = realm.admin().toRepresentation();
        Map<String, String> attributes = new HashMap<>(representation.getAttributes());
        attributes.put("acr.loa.map", mapping);
        representation.setAttributes(attributes);
        realm.admin().update(representation);
    }

    private Page logInHigh(String user) {
        return secondFactor(firstFactor(oauth.authorizationUrl(EveryGrantClient.ID, REQUEST, STEP_UP), user));
    }

    private Page firstFactor(String url, String user) {
        return oauth.login(browser, url, user, PASSWORD);
    }

    private Page secondFactor(Page form) {
        assertThat(form.asksFor("password")).as("second form: %s", form.text()).isTrue();
        assertThat(form.asksFor("username")).as("first form").isFalse();
        return browser.submit(form, Map.of("password", PASSWORD));
    }

    private Page silent() {
        return idClient.asking(REQUEST).with("prompt", "none").in(browser).open();
    }

    private Iterable<String> redirectScopes(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("response_type", "id_token token");
        browser = oauth.browser();
        Page page = firstFactor(oauth.authorizationUrl(EveryGrantClient.ID, REQUEST, parameters), CARL);
        Page callback = more.isEmpty() ? page : secondFactor(page);
        return TokenAnswer.scope(TokenAnswer.claims(callback.parameter("access_token")));
    }
}
