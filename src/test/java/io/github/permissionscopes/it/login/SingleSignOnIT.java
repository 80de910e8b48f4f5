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
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
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

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(route = Route.SINGLE_SIGN_ON)
    void narrowsASingleSignOn() {
        Browser browser = session();
        events.skipAll();

        Page callback = contactsApp.asking(CONTACTS).in(browser).open();

        assertEverywhere(contactsApp, contactsApp.exchange(callback), "read:contacts");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
    }

    @Test
    void judgesASingleSignOnByThePermissionsOfNow() {
        Browser browser = session();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        assertGrants(contactsApp.asking(CONTACTS).in(browser).byCode(), DemoRealm.CONTACTS);
    }

    @Test
    @Covers(route = Route.PROMPT_NONE)
    void narrowsWithoutInteraction() {
        Browser browser = session();
        events.skipAll();

        Page callback = contactsApp.asking(CONTACTS).in(browser).silently();

        assertEverywhere(contactsApp, contactsApp.exchange(callback), "read:contacts");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
    }

    /** A silent request shows no page: it succeeds only if nothing is left to ask that the user has not said yes to. */
    @Test
    @Covers(
            route = {Route.SINGLE_SIGN_ON, Route.PROMPT_NONE},
            at = {Moment.CONSENT, Moment.EVENT})
    void asksOnceForWhatCanBeGrantedAndIsSilentAfterwards() {
        LoginEnd end = LoginEnd.ofNewUser(realm, admin, events);
        Page session = contactsApp.asking("openid").as(LoginEnd.USER).login();

        Asking asking = consentApp.asking(LoginEnd.REQUEST).after(session);
        end.assertNarrowed(consentApp, asking.open());
        end.tokens(consentApp, asking.silently());
        assertThat(Agreement.apiScopes(admin.people().storedConsent(LoginEnd.USER, CONSENT_APP)))
                .containsExactly("read:contacts");
    }

    @Test
    void judgesASecondUserOnTheSameTabAfresh() {
        admin.people().requireAction("anna", "UPDATE_PASSWORD");
        Page updatePassword = contactsApp.asking(CONTACTS).as("anna").login();
        assertThat(updatePassword.title()).isEqualTo("Update password");
        events.skipAll();

        Page loginAgain = updatePassword.browser().open(restartUrl(updatePassword.uri()));
        Page callback = loginAgain.logIn("carl");

        assertGrants(contactsApp.exchange(callback), DemoRealm.CONTACTS);
    }

    @Test
    void keepsTheCodesOfTwoTabsApart() {
        Page first = contactsApp.asking(CONTACTS).as("anna").login();
        Page second = contactsApp.asking("openid delete:contacts").after(first).open();
        events.skipAll();

        assertGrants(contactsApp.exchange(first), "read:contacts");
        assertGrants(contactsApp.exchange(second), List.of());
        next(events, EventType.CODE_TO_TOKEN);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), "openid delete:contacts", DELETE_REFUSED);
    }

    private Browser session() {
        return contactsApp.asking(CONTACTS).as("anna").login().browser();
    }

    /** Where the link "Restart login" of Keycloak's pages leads. */
    private static String restartUrl(URI page) {
        return page.toString().replaceFirst("/login-actions/[^?]*\\?", "/login-actions/restart?");
    }
}
