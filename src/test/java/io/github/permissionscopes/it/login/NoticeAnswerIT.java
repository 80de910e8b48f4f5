package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Notice.*;
import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code notice=true}: what the user answers to the notice, and what comes of it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoticeAnswerIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of(DELETE_CONTACTS, "not_permitted");
    private static final String DELETE_TEXT = "Delete your contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.configure(Map.of("notice", "true"));
        admin.clients().setAttribute(CONTACTS_APP, "oauth2.device.authorization.grant.enabled", "true");
    }

    @Test
    void tellsBeforeConsent() {
        Page notice = login(consentApp);
        assertNotice(notice, DELETE_TEXT);
        assertThat(notice.text()).doesNotContain("Read your contacts").contains(CONSENT_APP, CONTACTS_API);
        assertThat(assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED)
                        .getDetails())
                .containsEntry("custom_required_action", "permission-scopes");

        Page consent = accept(notice);
        assertThat(consent.asksFor("code"))
                .as("a consent page: %s", consent.text())
                .isTrue();
        Page callback = consent.accept();

        assertConsent(consent, admin.people().storedConsent("anna", CONSENT_APP), List.of(READ_CONTACTS));
        assertEverywhere(consentApp, consentApp.exchange(callback), READ_CONTACTS);
    }

    @Test
    void tellsWhereNoConsentIsAsked() {
        Page callback = accept(login(contactsApp));

        assertEverywhere(contactsApp, contactsApp.exchange(callback), READ_CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void cancellingTellsTheApplicationAndLogsNobodyIn() {
        Page callback = cancel(login(contactsApp));

        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("access_denied");
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        assertThat(callback.parameter("code")).isNull();
        var event = assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, DELETE_REFUSED);
        assertThat(event.getError()).isEqualTo("rejected_by_user");
        assertThat(contactsApp.asking("openid").after(callback).silently().parameter("error"))
                .isEqualTo("login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fragment", "form_post", "jwt", "form_post.jwt"})
    void cancellingAnswersAsTheApplicationWantsItsAnswers(String mode) {
        Page notice = contactsApp
                .asking(REQUEST)
                .with("response_mode", mode)
                .as("anna")
                .login();

        assertThat(cancel(notice).parameter("error")).isEqualTo("access_denied");
    }

    /** Nobody enforces any more; what the user has read still comes true. */
    @Test
    void mayBeAnsweredWhenTheSwitchIsOff() {
        Page notice = login(contactsApp);
        admin.turnSwitch(false);
        assertGrants(contactsApp.exchange(accept(notice)), READ_CONTACTS);
    }

    @Test
    void answersTwiceByTheBackButton() {
        Page notice = login(consentApp);
        Page consent = accept(notice);

        assertLeadsNowhere(accept(notice));

        assertThat(consent.accept().parameter("code")).isNotNull();
    }

    @Test
    void isNotAnsweredAfterItIsCancelled() {
        Page notice = login(contactsApp);
        cancel(notice);

        assertLeadsNowhere(accept(notice));
    }

    private static void assertLeadsNowhere(Page page) {
        assertThat(page.status()).as(page.text()).isLessThan(500);
        assertThat(page.parameter("code")).isNull();
    }

    @Test
    void cancellingADeviceIsFinal() {
        Device device = contactsApp.asking(REQUEST).device();
        Page notice = device.verify("anna");
        cancel(notice);

        Page again = accept(notice);
        assertThat(again.status()).as(again.text()).isLessThan(500);
        if (asksForConsent(again)) {
            again.accept();
        }

        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void asksUntilItIsAnswered() {
        Page notice = login(contactsApp);

        Page again = notice.submit(Map.of("anything", "else"));

        assertNotice(again, DELETE_TEXT);
        Page reloaded = again.browser().open(again.uri().toString());
        assertNotice(reloaded, DELETE_TEXT);
        assertGoesOn(accept(reloaded));
    }

    @Test
    void tellsTheUserOfADevice() {
        Device device = contactsApp.asking(REQUEST).device();
        Page notice = device.verify("anna");
        assertNotice(notice, DELETE_TEXT);

        Page consent = accept(notice);
        assertThat(consent.text()).doesNotContain(DELETE_TEXT);
        consent.accept();

        assertGrants(device.poll(), READ_CONTACTS);
    }

    @Test
    void cancellingDeniesADevice() {
        Device device = contactsApp.asking(REQUEST).device();

        cancel(device.verify("anna"));

        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    private static Page login(OAuthClient client) {
        return client.asking(REQUEST).as("anna").login();
    }
}
