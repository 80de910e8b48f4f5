package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Links in e-mails: a login that is finished by one, and one that finishes no login. */
@KeycloakIntegrationTest(config = ProductServer.class)
class MailedLinkIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private static final String NEW_PASSWORD = "another";
    private static final String PROCEED = "#kc-info-message a";

    private Mailbox mailbox;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = new LoginEnd(oauth, admin, events);
        LoginEnd.addUser(realm);
        events.skipAll();
    }

    @BeforeEach
    void receiveMails() {
        mailbox = new Mailbox();
        realm.updateWithCleanup(settings -> settings.smtp("localhost", mailbox.port(), "keycloak@demo.example")
                .resetPasswordAllowed(true));
    }

    @AfterEach
    void closeMailbox() {
        mailbox.close();
    }

    @Test
    @Covers(route = Route.RESET_CREDENTIALS)
    void narrowsALoginThatEndsWithANewPassword() {
        resetPasswordAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.RESET_CREDENTIALS, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterANewPassword() {
        resetPasswordAndAssertNarrowed(CONSENT_APP);
    }

    @Test
    @Covers(route = Route.EMAIL_LINK)
    void narrowsALoginThatAMailedLinkFinishes() {
        verifyEmailAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.EMAIL_LINK, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterAMailedLink() {
        verifyEmailAndAssertNarrowed(CONSENT_APP);
    }

    /** The link of a login whose browser is gone. The address is verified, and nobody gets a token. */
    @Test
    void anotherBrowserFinishesTheLinkWithoutTokens() {
        unverifyEmail();
        Browser first = oauth.browser();
        oauth.login(first, url(CONTACTS_APP), USER, PASSWORD);
        Browser second = oauth.browser();
        Page confirm = second.open(mailbox.link());
        Page done = second.open(confirm.link(PROCEED));
        assertThat(done.text()).contains("verified");
        assertThat(next(events, EventType.VERIFY_EMAIL).getError()).isNull();

        end.assertNarrowed(second, oauth.login(second, url(CONTACTS_APP), USER, PASSWORD), CONTACTS_APP);
    }

    @Test
    void aLinkOfAnAdministratorEndsWithoutTokensAndTheNextLoginIsNarrowed() {
        admin.user(USER).executeActionsEmail(List.of("UPDATE_PASSWORD"));
        Browser browser = oauth.browser();
        Page start = browser.open(mailbox.link());
        Page done = newPassword(browser, browser.open(start.link(PROCEED)));
        assertThat(done.text()).contains("Your account has been updated");

        end.assertNarrowed(browser, oauth.login(browser, url(CONTACTS_APP), USER, NEW_PASSWORD), CONTACTS_APP);
    }

    @Test
    void aLinkOfAnAdministratorLeadsBackToTheApplicationWithoutACode() {
        admin.user(USER).executeActionsEmail(CONTACTS_APP, REDIRECT_URI, List.of("UPDATE_PASSWORD"));
        Browser browser = oauth.browser();
        Page start = browser.open(mailbox.link());
        Page done = newPassword(browser, browser.open(start.link(PROCEED)));
        assertThat(done.link("a[href^=" + REDIRECT_URI + "]")).doesNotContain("code=");

        end.assertNarrowed(browser, oauth.login(browser, url(CONTACTS_APP), USER, NEW_PASSWORD), CONTACTS_APP);
    }

    private void resetPasswordAndAssertNarrowed(String clientId) {
        Browser browser = oauth.browser();
        Page forgotten = browser.open(browser.open(url(clientId)).link("a[href*=reset-credentials]"));
        Page sent = browser.submit(forgotten, Map.of("username", USER));
        assertThat(sent.text()).contains("You should receive an email");

        Page page = newPassword(browser, browser.open(mailbox.link()));

        end.assertNarrowed(browser, page, clientId);
    }

    private void verifyEmailAndAssertNarrowed(String clientId) {
        unverifyEmail();
        Browser browser = oauth.browser();
        Page waiting = oauth.login(browser, url(clientId), USER, PASSWORD);
        assertThat(waiting.title()).isEqualTo("Email verification");

        Page page = browser.open(mailbox.link());

        end.assertNarrowed(browser, page, clientId);
    }

    private void unverifyEmail() {
        UserRepresentation user = admin.user(USER).toRepresentation();
        user.setEmailVerified(false);
        admin.user(USER).update(user);
        admin.requireAction(USER, "VERIFY_EMAIL");
    }

    private static Page newPassword(Browser browser, Page form) {
        assertThat(form.title()).isEqualTo("Update password");
        return browser.submit(form, Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));
    }

    private String url(String clientId) {
        return oauth.authorizationUrl(clientId, REQUEST, Map.of());
    }
}
