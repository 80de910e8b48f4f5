package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static io.github.permissionscopes.it.support.check.OneApi.TIMESHEETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that is named where a login begins: what the login and the code's exchange bring. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiLoginIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void isForAllApisWhereNoneIsNamed() {
        assertForAll(suite.asking(REQUEST).as(DORA).byCode());
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "resource, contacts-api",
        "audience, contacts-api",
        "resource, https://contacts-api.example",
        "audience, https://contacts-api.example",
        "resource, urn:client:contacts-api",
    })
    void isForTheNamedApiByACode(String parameter, String name) {
        TokenAnswer answer =
                suite.asking(REQUEST).with(parameter, name).as(DORA).byCode();

        CONTACTS.assertEverywhere(suite, answer, CONTACTS_SCOPES);
        assertThat(answer.scope()).contains("openid", "profile");
        assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED);
        EventRepresentation exchange = assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, OTHERS_REFUSED);
        assertScope(exchange, answer);
    }

    @Test
    void takesTheSameOrNoNameAtTheCodeExchange() {
        CONTACTS.assertToken(
                suite.exchange(login(suite, "audience", CONTACTS_API), Map.of("resource", CONTACTS_API)),
                CONTACTS_SCOPES);
        CONTACTS.assertToken(
                suite.exchange(login(suite, "resource", CONTACTS.audience()), Map.of("audience", CONTACTS_API)),
                CONTACTS_SCOPES);
    }

    @ParameterizedTest
    @ValueSource(strings = {TIMESHEETS_API, "nobody", "https://timesheets-api.example"})
    void takesNoOtherNameAtTheCodeExchange(String other) {
        Page callback = login(suite, "audience", CONTACTS_API);
        events.skipAll();

        assertInvalidTarget(suite.exchange(callback, Map.of("resource", other)));
        assertThat(next(events, EventType.CODE_TO_TOKEN_ERROR).getError()).isEqualTo("invalid_target");
        assertThat(suite.exchange(callback).error()).as("the code is used up").isEqualTo("invalid_grant");
    }

    @Test
    void takesNoNameAtTheCodeExchangeWhereTheLoginHadNone() {
        assertInvalidTarget(
                suite.naming("resource", CONTACTS_API).asking(REQUEST).as(DORA).byCode());
    }

    @Test
    void keepsTheTabsOfABrowserApart() {
        Browser browser = suite.browser();
        Page contacts = suite.asking(REQUEST)
                .with("audience", CONTACTS_API)
                .as(DORA)
                .in(browser)
                .login();
        Page timesheets = suite.asking(REQUEST)
                .with("audience", TIMESHEETS_API)
                .in(browser)
                .open();
        Page all = suite.asking(REQUEST).in(browser).open();

        TokenAnswer first = CONTACTS.assertToken(suite.exchange(contacts), CONTACTS_SCOPES);
        TokenAnswer third = suite.exchange(all);
        assertForAll(third);
        TokenAnswer second = TIMESHEETS.assertToken(suite.exchange(timesheets), TIMESHEETS_SCOPES);

        CONTACTS.assertEverywhere(suite, suite.refresh(first), CONTACTS_SCOPES);
        TIMESHEETS.assertEverywhere(suite, suite.refresh(second), TIMESHEETS_SCOPES);
        assertForAll(suite.refresh(third));
    }

    @Test
    void isForTheNamedApiWithPromptNone() {
        Browser browser = suite.browser();
        suite.asking(REQUEST).as(DORA).in(browser).login();

        Page callback = suite.asking(REQUEST)
                .with(Map.of("audience", CONTACTS_API, "prompt", "none"))
                .in(browser)
                .open();

        CONTACTS.assertEverywhere(suite, suite.exchange(callback), CONTACTS_SCOPES);
    }

    @Test
    void asksConsentOnlyToWhatTheApiHas() {
        Page consent = login(consentApp, "resource", CONTACTS.audience());
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.people().storedConsent(DORA, CONSENT_APP), CONTACTS_SCOPES);
        CONTACTS.assertEverywhere(consentApp, consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    @Test
    void losesTheNameOfALoginWhereTheSwitchIsTurnedOffInBetween() {
        Page callback = login(suite, "audience", CONTACTS_API);
        admin.turnSwitch(false);

        TokenAnswer answer = suite.exchange(callback);

        assertThat(Agreement.apiScopes(answer.scope())).containsExactlyInAnyOrderElementsOf(CONTACTS_SCOPES);
        assertThat(answer.scope()).noneMatch(scope -> scope.contains("api="));
    }

    private static Page login(OAuthClient client, String parameter, String api) {
        return client.asking(REQUEST).with(parameter, api).as(DORA).login();
    }
}
