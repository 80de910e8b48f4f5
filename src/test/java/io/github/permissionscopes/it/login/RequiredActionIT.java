package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.*;
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
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Actions that a user has to do before the login ends, and actions that the client asks for. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RequiredActionIT {

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

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = LoginEnd.ofNewUser(realm, admin, events);
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION)
    void narrowsALoginThatHasToSetAPasswordFirst() {
        updatePasswordAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAfterARequiredAction() {
        updatePasswordAndAssertNarrowed(consentApp);
    }

    @Test
    @Covers(route = Route.REQUIRED_ACTION)
    void narrowsALoginWithAnActionThatTheClientAsksFor() {
        Page earlier = contactsApp.asking("openid").as(USER).login();
        events.skipAll();

        Page form = contactsApp
                .asking(REQUEST)
                .with("kc_action", "UPDATE_PASSWORD")
                .after(earlier)
                .open();

        end.assertNarrowed(contactsApp, newPassword(form));
    }

    private void updatePasswordAndAssertNarrowed(OAuthClient client) {
        admin.people().requireAction(USER, "UPDATE_PASSWORD");
        Page form = client.asking(REQUEST).as(USER).login();

        end.assertNarrowed(client, newPassword(form));
    }

    private static Page newPassword(Page form) {
        assertThat(form.title()).isEqualTo("Update password");
        return form.submit(Map.of("password-new", "another", "password-confirm", "another"));
    }
}
