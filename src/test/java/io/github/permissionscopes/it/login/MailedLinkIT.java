package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.client.LoginEnd.*;
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
import org.keycloak.testframework.annotations.*;
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = LoginEnd.ofNewUser(realm, admin, events);
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
        resetPasswordAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.RESET_CREDENTIALS, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterANewPassword() {
        resetPasswordAndAssertNarrowed(consentApp);
    }

    @Test
    @Covers(route = Route.EMAIL_LINK)
    void narrowsALoginThatAMailedLinkFinishes() {
        verifyEmailAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.EMAIL_LINK, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterAMailedLink() {
        verifyEmailAndAssertNarrowed(consentApp);
    }

    /** The link of a login whose browser is gone. The address is verified, and nobody gets a token. */
    @Test
    void anotherBrowserFinishesTheLinkWithoutTokens() {
        unverifyEmail();
        contactsApp.asking(REQUEST).as(USER).login();
        Browser second = contactsApp.browser();
        Page confirm = second.open(mailbox.link());
        Page done = second.open(confirm.link(PROCEED));
        assertThat(done.text()).contains("verified");
        assertThat(next(events, EventType.VERIFY_EMAIL).getError()).isNull();

        end.assertNarrowed(
                contactsApp, contactsApp.asking(REQUEST).as(USER).in(second).login());
    }

    @Test
    void aLinkOfAnAdministratorEndsWithoutTokensAndTheNextLoginIsNarrowed() {
        admin.user(USER).executeActionsEmail(List.of("UPDATE_PASSWORD"));
        Page done = followTheLink();
        assertThat(done.text()).contains("Your account has been updated");

        assertNarrowedWithTheNewPassword(done.browser());
    }

    @Test
    void aLinkOfAnAdministratorLeadsBackToTheApplicationWithoutACode() {
        admin.user(USER).executeActionsEmail(CONTACTS_APP, REDIRECT_URI, List.of("UPDATE_PASSWORD"));
        Page done = followTheLink();
        assertThat(done.link("a[href^=" + REDIRECT_URI + "]")).doesNotContain("code=");

        assertNarrowedWithTheNewPassword(done.browser());
    }

    private Page followTheLink() {
        Page start = contactsApp.browser().open(mailbox.link());
        return newPassword(start.browser().open(start.link(PROCEED)));
    }

    private void assertNarrowedWithTheNewPassword(Browser browser) {
        Page login = contactsApp.asking(REQUEST).in(browser).open();
        end.assertNarrowed(contactsApp, login.submit(Map.of("username", USER, "password", NEW_PASSWORD)));
    }

    private void resetPasswordAndAssertNarrowed(OAuthClient client) {
        Page login = client.asking(REQUEST).open();
        Page forgotten = login.browser().open(login.link("a[href*=reset-credentials]"));
        Page sent = forgotten.submit(Map.of("username", USER));
        assertThat(sent.text()).contains("You should receive an email");

        end.assertNarrowed(client, newPassword(login.browser().open(mailbox.link())));
    }

    private void verifyEmailAndAssertNarrowed(OAuthClient client) {
        unverifyEmail();
        Page waiting = client.asking(REQUEST).as(USER).login();
        assertThat(waiting.title()).isEqualTo("Email verification");

        end.assertNarrowed(client, waiting.browser().open(mailbox.link()));
    }

    private void unverifyEmail() {
        admin.people().change(USER, user -> {
            user.setEmailVerified(false);
            user.setRequiredActions(List.of("VERIFY_EMAIL"));
        });
    }

    private static Page newPassword(Page form) {
        assertThat(form.title()).isEqualTo("Update password");
        return form.submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));
    }
}
