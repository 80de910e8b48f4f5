package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
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
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code notice=true}: a page before consent that says what is refused. In a realm with Keycloak's own login theme. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoticeIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final String MORE = REQUEST + " view:events";
    private static final Map<String, String> DELETE_REFUSED = Map.of(DELETE_CONTACTS, "not_permitted");
    private static final Map<String, String> ACCEPT = Map.of("accept", "true");
    private static final Map<String, String> CANCEL = Map.of("cancel", "true");
    private static final String READ_TEXT = "Read your contacts";
    private static final String DELETE_TEXT = "Delete your contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Browser browser;

    @BeforeEach
    void setUp() {
        admin.configure(Map.of("notice", "true"));
        admin.setClientAttribute(CONTACTS_APP, "oauth2.device.authorization.grant.enabled", "true");
        browser = oauth.browser();
        events.skipAll();
    }

    @Test
    void tellsBeforeConsent() {
        Page notice = login(CONSENT_APP, "anna", REQUEST);
        assertNotice(notice, DELETE_TEXT);
        assertThat(notice.text()).doesNotContain(READ_TEXT).contains(CONSENT_APP, CONTACTS_API);
        assertThat(assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED)
                        .getDetails())
                .containsEntry("custom_required_action", "permission-scopes");

        Page consent = browser.submit(notice, ACCEPT);
        assertThat(consent.asksFor("code"))
                .as("a consent page: %s", consent.text())
                .isTrue();
        Page callback = consent.accept();

        assertConsent(consent, admin.storedConsent("anna", CONSENT_APP), List.of(READ_CONTACTS));
        TokenAnswer answer = consentApp.exchange(callback);
        assertEverywhere(consentApp, answer, READ_CONTACTS);
    }

    @Test
    void tellsWhereNoConsentIsAsked() {
        Page callback = browser.submit(login(CONTACTS_APP, "anna", REQUEST), ACCEPT);

        TokenAnswer answer = contactsApp.exchange(callback);
        assertEverywhere(contactsApp, answer, READ_CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void cancellingTellsTheApplicationAndLogsNobodyIn() {
        Page callback = browser.submit(login(CONTACTS_APP, "anna", REQUEST), CANCEL);

        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("access_denied");
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        assertThat(callback.parameter("code")).isNull();
        var event = assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, DELETE_REFUSED);
        assertThat(event.getError()).isEqualTo("rejected_by_user");
        assertThat(open(CONTACTS_APP, "openid", Map.of("prompt", "none")).parameter("error"))
                .isEqualTo("login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fragment", "form_post", "jwt", "form_post.jwt"})
    void cancellingAnswersAsTheApplicationWantsItsAnswers(String mode) {
        Page notice = contactsApp
                .asking(REQUEST)
                .with("response_mode", mode)
                .as("anna")
                .in(browser)
                .login();

        Page answer = browser.submit(notice, CANCEL);

        String name = mode.endsWith("jwt") ? "response" : "error";
        String value = mode.startsWith("form_post")
                ? answer.document()
                        .select("form[action=" + REDIRECT_URI + "] input[name=" + name + "]")
                        .attr("value")
                : answer.parameter(name);
        assertThat(
                        mode.endsWith("jwt")
                                ? TokenAnswer.claims(value).path("error").asText()
                                : value)
                .as("%s %s", answer.uri(), answer.document())
                .isEqualTo("access_denied");
    }

    /** Nobody enforces any more; what the user has read still comes true. */
    @Test
    void mayBeAnsweredWhenTheSwitchIsOff() {
        Page notice = login(CONTACTS_APP, "anna", REQUEST);
        admin.turnSwitch(false);
        assertGrants(contactsApp.exchange(browser.submit(notice, ACCEPT)), READ_CONTACTS);
    }

    @Test
    void answersTwiceByTheBackButton() {
        Page notice = login(CONSENT_APP, "anna", REQUEST);
        Page consent = browser.submit(notice, ACCEPT);

        Page again = browser.submit(notice, ACCEPT);
        assertThat(again.status()).as(again.text()).isLessThan(500);
        assertThat(again.parameter("code")).isNull();

        assertThat(consent.accept().parameter("code")).isNotNull();
    }

    /** To the login form, or to the notice, after the application has had its answer. Keycloak starts the login anew then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotShownAgainAfterTheBackButton(boolean toTheNotice) {
        Map<String, String> credentials = Map.of("username", "anna", "password", PASSWORD);
        Page form = open(CONTACTS_APP, REQUEST, Map.of());
        Page notice = browser.submit(form, credentials);
        assertGoesOn(browser.submit(notice, ACCEPT));
        browser.open(form.uri().toString());

        for (int times = 0; times < 2; times++) {
            Page again = toTheNotice ? browser.open(notice.uri().toString()) : browser.submit(form, credentials);
            assertThat(again.title()).as(again.text()).isNotEqualTo("Some access is not granted");
        }
        assertGoesOn(open(CONTACTS_APP, REQUEST, Map.of()));
        assertNotice(open(CONSENT_APP, REQUEST, Map.of()), DELETE_TEXT);
    }

    @Test
    void isNotAnsweredAfterItIsCancelled() {
        Page notice = login(CONTACTS_APP, "anna", REQUEST);
        browser.submit(notice, CANCEL);

        Page again = browser.submit(notice, ACCEPT);

        assertThat(again.status()).as(again.text()).isLessThan(500);
        assertThat(again.parameter("code")).isNull();
    }

    @Test
    void cancellingADeviceIsFinal() {
        TokenAnswer device = device();
        Page notice = verify(device);
        browser.submit(notice, CANCEL);

        Page again = browser.submit(notice, ACCEPT);
        assertThat(again.status()).as(again.text()).isLessThan(500);
        if (again.document().selectFirst("#kc-oauth") != null) {
            again.accept();
        }

        assertThat(poll(device).error()).isEqualTo("access_denied");
    }

    @Test
    void cancellingALaterLoginLeavesTheSessionAsItIs() {
        login(CONTACTS_APP, "anna", "openid");

        assertThat(browser.submit(open(CONTACTS_APP, REQUEST, Map.of()), CANCEL).parameter("error"))
                .isEqualTo("access_denied");

        assertGoesOn(open(CONTACTS_APP, "openid", Map.of("prompt", "none")));
    }

    @Test
    void saysNothingWhereNothingIsRefused() {
        assertGoesOn(login(CONTACTS_APP, "carl", REQUEST));
    }

    @Test
    void saysNothingUnlessTheRealmWantsIt() {
        admin.configure(Map.of("notice", "false"));

        assertGoesOn(login(CONTACTS_APP, "anna", REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=report", "reportOnlyApis=contacts-api"})
    void saysNothingOfWhatIsOnlyReported(String setting) {
        String[] parts = setting.split("=");
        admin.configure(Map.of("notice", "true", parts[0], parts[1]));

        assertGoesOn(login(CONTACTS_APP, "anna", REQUEST));
    }

    @Test
    void rejectsWithoutANotice() {
        admin.configure(Map.of("notice", "true", "refusal", "reject"));

        assertThat(login(CONTACTS_APP, "anna", REQUEST).parameter("error")).isEqualTo("invalid_scope");
    }

    @Test
    void isSilentWhereNoPageMayBeShown() {
        login(CONTACTS_APP, "anna", "openid");

        Page silent = open(CONTACTS_APP, REQUEST, Map.of("prompt", "none"));

        assertGrants(contactsApp.exchange(silent), READ_CONTACTS);
        assertGrants(contactsApp.asking(REQUEST).as("anna").byPassword(), READ_CONTACTS);
        assertNotice(open(CONTACTS_APP, REQUEST, Map.of()), DELETE_TEXT);
    }

    @Test
    void tellsOnceInASession() {
        assertGoesOn(browser.submit(login(CONTACTS_APP, "anna", REQUEST), ACCEPT));

        assertGoesOn(open(CONTACTS_APP, REQUEST, Map.of()));
        Page again = contactsApp
                .asking(REQUEST)
                .with("prompt", "login")
                .as("anna")
                .in(browser)
                .login();
        assertGoesOn(again);
        assertNotice(login(oauth.browser(), CONTACTS_APP, "anna", REQUEST), DELETE_TEXT);
    }

    @Test
    void tellsAgainWhenTheSessionHasExpired() throws InterruptedException {
        assertGoesOn(browser.submit(login(CONTACTS_APP, "anna", REQUEST), ACCEPT));
        RealmRepresentation settings = realm.admin().toRepresentation();
        int lifespan = settings.getSsoSessionMaxLifespan();
        settings.setSsoSessionMaxLifespan(1);
        realm.admin().update(settings);
        try {
            Thread.sleep(2500);

            assertNotice(login(CONTACTS_APP, "anna", REQUEST), DELETE_TEXT);
        } finally {
            settings.setSsoSessionMaxLifespan(lifespan);
            realm.admin().update(settings);
        }
    }

    @Test
    void tellsAgainWhenMoreIsRefused() {
        browser.submit(browser.submit(login(CONSENT_APP, "anna", REQUEST), ACCEPT), Map.of("accept", "Yes"));

        Page notice = open(CONSENT_APP, MORE, Map.of());
        assertNotice(notice, DELETE_TEXT, "View your events");
        assertGoesOn(browser.submit(notice, ACCEPT));
        assertGoesOn(open(CONSENT_APP, REQUEST, Map.of()));
        assertGoesOn(open(CONSENT_APP, MORE, Map.of()));
    }

    @Test
    void tellsOfEachApplication() {
        assertGoesOn(browser.submit(login(CONTACTS_APP, "anna", REQUEST), ACCEPT));

        assertNotice(open(CONSENT_APP, REQUEST, Map.of()), DELETE_TEXT);
    }

    @Test
    void tellsAgainWhenAPermissionIsLostWhileThePageIsRead() {
        Page notice = login(CONTACTS_APP, "anna", REQUEST);
        admin.take("anna", CONTACTS_API, READ_CONTACTS);
        Page more = browser.submit(notice, ACCEPT);

        assertNotice(more, READ_TEXT, DELETE_TEXT);
        assertGrants(contactsApp.exchange(browser.submit(more, ACCEPT)), List.of());
    }

    @Test
    void grantsAPermissionThatComesWhileThePageIsRead() {
        Page notice = login(CONTACTS_APP, "anna", REQUEST);
        admin.give("anna", CONTACTS_API, DELETE_CONTACTS);
        Page callback = browser.submit(notice, ACCEPT);

        assertGrants(contactsApp.exchange(callback), READ_CONTACTS, DELETE_CONTACTS);
    }

    @Test
    void asksUntilItIsAnswered() {
        Page notice = login(CONTACTS_APP, "anna", REQUEST);

        Page again = browser.submit(notice, Map.of("anything", "else"));

        assertNotice(again, DELETE_TEXT);
        Page reloaded = browser.open(again.uri().toString());
        assertNotice(reloaded, DELETE_TEXT);
        assertGoesOn(browser.submit(reloaded, ACCEPT));
    }

    @Test
    void asksInEachOfTwoTabs() {
        Page first = login(CONTACTS_APP, "anna", REQUEST);
        Page second = login(CONSENT_APP, "anna", REQUEST);
        assertNotice(second, DELETE_TEXT);

        assertGoesOn(browser.submit(first, ACCEPT));
        Page consent = browser.submit(second, ACCEPT);

        assertThat(consent.status()).as(consent.text()).isLessThan(500);
        assertGoesOn(open(CONTACTS_APP, REQUEST, Map.of()));
    }

    /** An application may ask for required actions by name; this is none that it can ask for, or skip. */
    @Test
    void anApplicationCannotSkipIt() {
        Page page = contactsApp
                .asking(REQUEST)
                .with("kc_action", "permission-scopes")
                .as("anna")
                .in(browser)
                .login();

        assertNotice(page, DELETE_TEXT);
        assertGoesOn(browser.submit(page, ACCEPT));
    }

    @Test
    void tellsTheUserOfADevice() {
        TokenAnswer device = device();
        Page notice = verify(device);
        assertNotice(notice, DELETE_TEXT);

        Page consent = browser.submit(notice, ACCEPT);
        assertThat(consent.text()).doesNotContain(DELETE_TEXT);
        consent.accept();

        assertGrants(poll(device), READ_CONTACTS);
    }

    @Test
    void cancellingDeniesADevice() {
        TokenAnswer device = device();

        browser.submit(verify(device), CANCEL);

        assertThat(poll(device).error()).isEqualTo("access_denied");
    }

    @Test
    void aFlowMayWantItThoughTheRealmDoesNot() {
        admin.configure(Map.of());
        FlowAdmin flows = admin.flows();
        String flow = flows.create("noticing");
        flows.subFlow("noticing", "noticing-login", "REQUIRED");
        flows.step("noticing-login", "auth-cookie", "ALTERNATIVE", Map.of());
        flows.step("noticing-login", "auth-username-password-form", "ALTERNATIVE", Map.of());
        flows.step("noticing", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("notice", "true"));
        admin.overrideFlow(CONTACTS_APP, "browser", flow);
        try {
            Page notice = login(CONTACTS_APP, "anna", REQUEST);
            assertNotice(notice, DELETE_TEXT);
            assertGoesOn(browser.submit(notice, ACCEPT));
            assertGoesOn(open(CONTACTS_APP, REQUEST, Map.of()));
        } finally {
            admin.overrideFlow(CONTACTS_APP, "browser", "");
            flows.delete(flow);
        }
        assertGoesOn(login(oauth.browser(), CONTACTS_APP, "anna", REQUEST));
    }

    private void assertNotice(Page page, String... texts) {
        assertThat(page.title()).as(page.text()).isEqualTo("Some access is not granted");
        assertThat(page.document().select("#permission-scopes-notice li").eachText())
                .containsExactlyInAnyOrder(texts);
    }

    /** To the application, or to Keycloak's consent page. */
    private static void assertGoesOn(Page page) {
        assertThat(page.parameter("code") != null || page.document().selectFirst("#kc-oauth") != null)
                .as("%s %s", page.uri(), page.document().text())
                .isTrue();
    }

    private Page login(String clientId, String user, String scope) {
        return login(browser, clientId, user, scope);
    }

    private Page login(Browser browser, String clientId, String user, String scope) {
        return oauth.client(clientId).asking(scope).as(user).in(browser).login();
    }

    private Page open(String clientId, String scope, Map<String, String> more) {
        return oauth.client(clientId).asking(scope).with(more).in(browser).open();
    }

    private TokenAnswer device() {
        return oauth.postForm("auth/device", Map.of("client_id", CONTACTS_APP, "scope", REQUEST));
    }

    private Page verify(TokenAnswer device) {
        Page login =
                browser.open(device.body().path("verification_uri_complete").asText());
        return browser.submit(login, Map.of("username", "anna", "password", PASSWORD));
    }

    private TokenAnswer poll(TokenAnswer device) {
        return oauth.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                CONTACTS_APP,
                "device_code",
                device.body().path("device_code").asText()));
    }
}
