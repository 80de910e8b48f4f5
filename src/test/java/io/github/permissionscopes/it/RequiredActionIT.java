package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.Covers;
import io.github.permissionscopes.it.coverage.Moment;
import io.github.permissionscopes.it.coverage.Route;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.LoginEnd;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
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

    private OAuth oauth;
    private RealmAdmin admin;
    private LoginEnd end;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
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
        oauth.login(browser, oauth.authorizationUrl(CONTACTS_APP, "openid", Map.of()), USER, PASSWORD);
        events.skipAll();

        Page form = browser.open(oauth.authorizationUrl(CONTACTS_APP, REQUEST, Map.of("kc_action", "UPDATE_PASSWORD")));

        end.assertNarrowed(browser, newPassword(browser, form), CONTACTS_APP);
    }

    private void updatePasswordAndAssertNarrowed(String clientId) {
        admin.requireAction(USER, "UPDATE_PASSWORD");
        Browser browser = oauth.browser();
        Page form = oauth.login(browser, oauth.authorizationUrl(clientId, REQUEST, Map.of()), USER, PASSWORD);

        end.assertNarrowed(browser, newPassword(browser, form), clientId);
    }

    private static Page newPassword(Browser browser, Page form) {
        assertThat(form.title()).isEqualTo("Update password");
        return browser.submit(form, Map.of("password-new", "another", "password-confirm", "another"));
    }
}
