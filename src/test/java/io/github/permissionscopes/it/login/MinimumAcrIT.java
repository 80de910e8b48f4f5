package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A scope that asks for a level of authentication ({@code permissionScopes.minimumAcr}), and logins that reach it or
 * not, by Keycloak's own level conditions.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class MinimumAcrIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> LOW = List.of(READ_CONTACTS);
    private static final Map<String, String> TOO_LOW = Map.of(DELETE_CONTACTS, "acr_too_low");
    private static final int LONG = 36_000;

    /** Has both permissions. */
    private static final String CARL = "carl";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private StepUpFlows flows;

    @BeforeEach
    void setUp() {
        flows = admin.stepUp();
        flows.never(EveryGrantClient.ID);
    }

    @Test
    void isRefusedEverywhereBelowTheLevel() {
        TokenAnswer answer = client.asking(REQUEST).as(CARL).byCode();

        assertEverywhere(client, answer, LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, TOO_LOW);
    }

    @Test
    void isNotOnTheConsentPageBelowTheLevel() {
        flows.byLevel(CONSENT_APP, LONG);
        Browser browser = consentApp.browser();
        Page asked = consentApp.asking(REQUEST).as(CARL).in(browser).login();

        Page callback = asked.accept();

        assertConsent(asked, admin.people().storedConsent(CARL, CONSENT_APP), LOW);
        assertEverywhere(consentApp, consentApp.exchange(callback), LOW);
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, TOO_LOW);

        Page again = consentApp.asking(REQUEST).with(STEP_UP).in(browser).open().passwordAgain();
        assertThat(again.text()).contains("Delete your contacts").doesNotContain("Read your contacts");
        assertEverywhere(consentApp, consentApp.exchange(again.accept()), CONTACTS);
    }

    @Test
    void isGrantedAtTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);

        TokenAnswer answer = client.exchange(loginAtTheLevel(client.browser()));

        assertEverywhere(client, answer, CONTACTS);
        assertThat(answer.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertNothingRefused(next(events, EventType.CODE_TO_TOKEN));
    }

    @Test
    void aSingleSignOnHasTheLevelUntilItIsTooOld() {
        Browser browser = client.browser();
        flows.byLevel(EveryGrantClient.ID, LONG);
        loginAtTheLevel(browser);
        assertGrants(client.asking(REQUEST).in(browser).byCode(), CONTACTS);
        assertGrants(silently(browser), CONTACTS);

        browser = client.browser();
        flows.byLevel(EveryGrantClient.ID, 0);
        loginAtTheLevel(browser);
        assertGrants(client.asking(REQUEST).in(browser).byCode(), LOW);
        events.skipAll();
        assertGrants(silently(browser), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefreshHasTheLevelOfTheLastLoginInTheSession(boolean rotating) {
        flows.byLevel(EveryGrantClient.ID, 0);
        admin.change(settings -> settings.setRevokeRefreshToken(rotating));
        Browser browser = client.browser();
        TokenAnswer high = client.exchange(loginAtTheLevel(browser));
        TokenAnswer refreshed = assertGrants(client.refresh(high), CONTACTS);
        assertThat(refreshed.accessClaims().path("acr").asText()).isEqualTo(LEVEL);

        client.asking("openid").in(browser).open();
        events.skipAll();
        TokenAnswer low = assertGrants(client.refresh(refreshed), LOW);
        assertThat(low.accessClaims().path("acr").asText()).isNotEqualTo(LEVEL);
        assertRefused(next(events, EventType.REFRESH_TOKEN), TOO_LOW);
    }

    @Test
    void anOfflineGrantKeepsItsLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        Asking asking = client.asking(REQUEST + " offline_access").with(STEP_UP).as(CARL);
        TokenAnswer answer = client.exchange(asking.login().passwordAgain());

        assertEverywhere(client, answer, CONTACTS);
    }

    @Test
    void aHigherMinimumCountsAtOnce() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.mappers().add(EveryGrantClient.ID, Map.of());
        Browser browser = client.browser();
        TokenAnswer answer = client.exchange(loginAtTheLevel(browser));
        Page callback = client.asking(REQUEST).in(browser).open();
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "3");

        assertThat(client.oauth()
                        .introspect(TestRealm.RESOURCE_SERVER, SECRET, answer.accessToken())
                        .scope())
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        assertGrants(client.exchange(callback), LOW);
        assertGrants(client.refresh(answer), LOW);
    }

    /** Two logins of one client in one session: each code has the level of its own. */
    @Test
    void aCodeHasTheLevelOfItsOwnLogin() {
        flows.byLevel(EveryGrantClient.ID, 0);
        Browser browser = client.browser();
        Page high = loginAtTheLevel(browser);
        Page low = client.asking(REQUEST).in(browser).open();

        assertGrants(client.exchange(high), CONTACTS);
        assertGrants(client.exchange(low), LOW);
    }

    @Test
    void aCodeDoesNotRiseWithALaterLogin() {
        flows.byLevel(EveryGrantClient.ID, 0);
        Browser browser = client.browser();
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "");
        Page low = client.asking(REQUEST).as(CARL).in(browser).login();
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, LEVEL);
        Page high = client.asking(REQUEST).with(STEP_UP).in(browser).open().passwordAgain();

        assertGrants(client.exchange(low), LOW);
        assertGrants(client.exchange(high), CONTACTS);
    }

    private Page loginAtTheLevel(Browser browser) {
        Asking asking = client.asking(REQUEST).with(STEP_UP).as(CARL).in(browser);
        return asking.login().passwordAgain();
    }

    private TokenAnswer silently(Browser browser) {
        return client.exchange(client.asking(REQUEST).in(browser).silently());
    }
}
