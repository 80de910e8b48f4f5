package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Actions that a user has to do before the login ends, and actions that the client asks for. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RequiredActionIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = new LoginEnd(oauth, admin, events);
        LoginEnd.addUser(realm);
        events.skipAll();
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION)
    void narrowsALoginThatHasToSetAPasswordFirst() {
        updatePasswordAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterARequiredAction() {
        updatePasswordAndAssertNarrowed(CONSENT_APP);
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION)
    void narrowsALoginWithAnActionThatTheClientAsksFor() {
        Browser browser = oauth.browser();
        contactsApp.asking("openid").as(USER).in(browser).login();
        events.skipAll();

        Page form = contactsApp
                .asking(REQUEST)
                .with("kc_action", "UPDATE_PASSWORD")
                .in(browser)
                .open();

        end.assertNarrowed(browser, newPassword(browser, form), CONTACTS_APP);
    }

    private void updatePasswordAndAssertNarrowed(String clientId) {
        admin.requireAction(USER, "UPDATE_PASSWORD");
        Browser browser = oauth.browser();
        Page form = oauth.client(clientId).asking(REQUEST).as(USER).in(browser).login();

        end.assertNarrowed(browser, newPassword(browser, form), clientId);
    }

    private static Page newPassword(Browser browser, Page form) {
        assertThat(form.title()).isEqualTo("Update password");
        return browser.submit(form, Map.of("password-new", "another", "password-confirm", "another"));
    }
}
