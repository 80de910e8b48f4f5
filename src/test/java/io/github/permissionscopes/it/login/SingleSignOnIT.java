package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** One browser, several requests: single sign-on, {@code prompt=none}, two tabs, a second user on the same tab. */
@KeycloakIntegrationTest(config = ProductServer.class)
class SingleSignOnIT {
    private static final String CONTACTS = "openid profile email read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        events.skipAll();
    }

    @Test
    @Covers(route = Route.SINGLE_SIGN_ON)
    void narrowsASingleSignOn() {
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, CONTACTS, "anna", Map.of());
        events.skipAll();

        Page callback = contactsApp.asking(CONTACTS).in(browser).open();

        TokenAnswer answer = contactsApp.exchange(callback);
        assertEverywhere(contactsApp, answer, "read:contacts");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
    }

    @Test
    void judgesASingleSignOnByThePermissionsOfNow() {
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, CONTACTS, "anna", Map.of());
        admin.give("anna", CONTACTS_API, "delete:contacts");
        Page callback = contactsApp.asking(CONTACTS).in(browser).open();

        assertGrants(contactsApp.exchange(callback), DemoRealm.CONTACTS);
    }

    @Test
    @Covers(route = Route.PROMPT_NONE)
    void narrowsWithoutInteraction() {
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, CONTACTS, "anna", Map.of());
        events.skipAll();

        Page callback =
                contactsApp.asking(CONTACTS).with("prompt", "none").in(browser).open();

        TokenAnswer answer = contactsApp.exchange(callback);
        assertEverywhere(contactsApp, answer, "read:contacts");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
    }

    /** A silent request shows no page: it succeeds only if nothing is left to ask that the user has not said yes to. */
    @Test
    @Covers(
            route = {Route.SINGLE_SIGN_ON, Route.PROMPT_NONE},
            at = {Moment.CONSENT, Moment.EVENT})
    void asksOnceForWhatCanBeGrantedAndIsSilentAfterwards() {
        LoginEnd.addUser(realm);
        LoginEnd end = new LoginEnd(oauth, admin, events);
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, "openid", LoginEnd.USER, Map.of());

        Page asked = consentApp.asking(LoginEnd.REQUEST).in(browser).open();
        end.assertNarrowed(browser, asked, CONSENT_APP);
        Page silent = consentApp
                .asking(LoginEnd.REQUEST)
                .with("prompt", "none")
                .in(browser)
                .open();
        end.tokens(silent, CONSENT_APP);
        assertThat(Agreement.apiScopes(admin.storedConsent(LoginEnd.USER, CONSENT_APP)))
                .containsExactly("read:contacts");
    }

    @Test
    void judgesASecondUserOnTheSameTabAfresh() {
        UserRepresentation anna = admin.user("anna").toRepresentation();
        anna.setRequiredActions(List.of("UPDATE_PASSWORD"));
        admin.user("anna").update(anna);
        try {
            Browser browser = oauth.browser();
            Page updatePassword = login(browser, CONTACTS_APP, CONTACTS, "anna", Map.of());
            assertThat(updatePassword.title()).isEqualTo("Update password");
            events.skipAll();

            Page loginAgain = browser.open(restartUrl(updatePassword.uri()));
            Page callback = browser.submit(loginAgain, Map.of("username", "carl", "password", PASSWORD));

            assertGrants(contactsApp.exchange(callback), DemoRealm.CONTACTS);
        } finally {
            anna.setRequiredActions(List.of());
            admin.user("anna").update(anna);
        }
    }

    @Test
    void keepsTheCodesOfTwoTabsApart() {
        Browser browser = oauth.browser();
        Page first = login(browser, CONTACTS_APP, CONTACTS, "anna", Map.of());
        Page second = contactsApp.asking("openid delete:contacts").in(browser).open();
        events.skipAll();

        assertGrants(contactsApp.exchange(first), "read:contacts");
        assertGrants(contactsApp.exchange(second), List.of());
        next(events, EventType.CODE_TO_TOKEN);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), "openid delete:contacts", DELETE_REFUSED);
    }

    private Page login(Browser browser, String clientId, String scope, String user, Map<String, String> more) {
        return oauth.client(clientId)
                .asking(scope)
                .with(more)
                .as(user)
                .in(browser)
                .login();
    }

    /** Where the link "Restart login" of Keycloak's pages leads. */
    private static String restartUrl(URI page) {
        return page.toString().replaceFirst("/login-actions/[^?]*\\?", "/login-actions/restart?");
    }
}
