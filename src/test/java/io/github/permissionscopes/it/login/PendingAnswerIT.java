package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
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

/**
 * Keycloak ends a login for whoever posts its last step, the consent, by hand and without a code: what is pending is
 * passed by. Not so a rejection or a notice.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class PendingAnswerIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of(DELETE_CONTACTS, "not_permitted");

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
        admin.user("anna").logout();
        // As in every realm that is not imported with required actions of its own.
        admin.theSwitch().setPriority(10_000);
        events.skipAll();
    }

    /** Another action of Keycloak's comes first, so that there is a page at which the rejection is pending. */
    @ParameterizedTest
    @ValueSource(strings = {"code", "token", "id_token token", "code id_token token"})
    void aRejectionIsNotPassedBy(String type) {
        admin.configure(Map.of("refusal", "reject"));
        Page page = loginBeforeAnAction(type);

        Page callback = postConsent(page);

        assertThat(callback.parameter("error")).as("%s", callback.uri()).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).contains(DELETE_CONTACTS);
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        assertNobodyIsLoggedIn(callback);
        var event = assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, DELETE_REFUSED);
        assertThat(event.getError()).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "token", "id_token token", "code id_token token"})
    void aNoticeIsNotPassedBy(String type) {
        admin.configure(Map.of("notice", "true"));
        Page notice = login(contactsApp, type);
        assertThat(notice.title()).isEqualTo("Some access is not granted");

        Page callback = postConsent(notice);

        assertThat(callback.parameter("error")).as("%s", callback.uri()).isEqualTo("access_denied");
        assertNobodyIsLoggedIn(callback);
    }

    @Test
    void noConsentIsStored() {
        admin.configure(Map.of("notice", "true"));

        postConsent(login(consentApp, "code"));

        assertThat(admin.user("anna").getConsents()).isEmpty();
    }

    /** A session of before is what it was. */
    @Test
    void anEarlierSessionStays() {
        Browser browser = contactsApp.asking("openid").as("anna").login().browser();
        admin.configure(Map.of("refusal", "reject"));
        admin.people().requireAction("anna", "UPDATE_PASSWORD");
        Page page = contactsApp
                .asking(REQUEST)
                .with("response_type", "token")
                .in(browser)
                .open();

        assertThat(postConsent(page).parameter("error")).isEqualTo("invalid_scope");

        admin.people().change("anna", anna -> anna.setRequiredActions(List.of()));
        assertThat(silently(browser).parameter("code")).isNotNull();
    }

    @Test
    void aDeviceIsNotApproved() {
        admin.configure(Map.of("refusal", "reject"));
        admin.clients().setAttribute(CONTACTS_APP, "oauth2.device.authorization.grant.enabled", "true");
        Device device = contactsApp.asking("openid delete:contacts").device();
        admin.people().requireAction("anna", "UPDATE_PASSWORD");

        postConsent(device.verify("anna"));

        assertThat(device.poll().error()).isIn("access_denied", "authorization_pending");
    }

    /** The proof that Keycloak does let pass by: what is not ours to forbid. */
    @Test
    void whatIsOnlyReportedIsNotInTheWay() {
        admin.configure(Map.of("refusal", "reject", "notice", "true", "mode", "report"));
        Page page = loginBeforeAnAction("code");

        assertThat(postConsent(page).parameter("code")).isNotNull();
    }

    @Test
    void whoGetsThePermissionMeanwhileGoesOn() {
        admin.configure(Map.of("refusal", "reject"));
        Page page = loginBeforeAnAction("code");
        admin.give("anna", "contacts-api", DELETE_CONTACTS);
        assertThat(postConsent(page).parameter("code")).isNotNull();
    }

    private static Page login(OAuthClient client, String type) {
        return client.asking(REQUEST).with("response_type", type).as("anna").login();
    }

    private Page loginBeforeAnAction(String type) {
        admin.people().requireAction("anna", "UPDATE_PASSWORD");
        Page page = login(contactsApp, type);
        assertThat(page.asksFor("password-new")).as(page.text()).isTrue();
        return page;
    }

    /** To where a consent page would post, with nothing of one. */
    private static Page postConsent(Page page) {
        String url = page.uri().toString().replaceFirst("/login-actions/[a-z-]+", "/login-actions/consent");
        return page.browser().post(new OAuth.Form(url, "accept=Yes"));
    }

    private void assertNobodyIsLoggedIn(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("code")).isNull();
        assertThat(callback.parameter("access_token")).isNull();
        assertThat(callback.parameter("id_token")).isNull();
        assertThat(silently(callback.browser()).parameter("error")).isEqualTo("login_required");
        assertThat(admin.user("anna").getUserSessions()).isEmpty();
    }

    private Page silently(Browser browser) {
        return contactsApp.asking("openid").in(browser).silently();
    }
}
