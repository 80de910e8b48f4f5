package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.EventLog.next;
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
import org.keycloak.admin.client.Keycloak;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** An administrator impersonates a user, and opens an application as that user. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ImpersonationIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectAdminClient
    Keycloak master;

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
    @Covers(route = Route.IMPERSONATION)
    void narrowsByThePermissionsOfTheUser() {
        impersonateAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.IMPERSONATION, at = Moment.CONSENT)
    void asksTheAdministratorOnlyForWhatCanBeGrantedToTheUser() {
        impersonateAndAssertNarrowed(CONSENT_APP);
    }

    private void impersonateAndAssertNarrowed(String clientId) {
        Browser browser = oauth.browser();
        String users = realm.getBaseUrl().replace("/realms/", "/admin/realms/") + "/users/";
        Page impersonated = browser.post(
                users + admin.user(USER).toRepresentation().getId() + "/impersonation",
                master.tokenManager().getAccessTokenString());
        assertThat(impersonated.status()).as(impersonated.text()).isEqualTo(200);
        assertThat(next(events, EventType.IMPERSONATE).getError()).isNull();

        Page page = browser.open(oauth.authorizationUrl(clientId, REQUEST, Map.of()));

        end.assertNarrowed(browser, page, clientId);
    }
}
