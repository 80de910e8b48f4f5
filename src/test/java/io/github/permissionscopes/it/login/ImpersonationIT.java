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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
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
    @Covers(route = Route.IMPERSONATION)
    void narrowsByThePermissionsOfTheUser() {
        impersonateAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.IMPERSONATION, at = Moment.CONSENT)
    void asksTheAdministratorOnlyForWhatCanBeGrantedToTheUser() {
        impersonateAndAssertNarrowed(consentApp);
    }

    private void impersonateAndAssertNarrowed(OAuthClient client) {
        String users = realm.getBaseUrl().replace("/realms/", "/admin/realms/") + "/users/";
        Page impersonated = client.browser()
                .post(
                        users + admin.user(USER).toRepresentation().getId() + "/impersonation",
                        master.tokenManager().getAccessTokenString());
        assertThat(impersonated.status()).as(impersonated.text()).isEqualTo(200);
        assertThat(next(events, EventType.IMPERSONATE).getError()).isNull();

        Page page = client.asking(REQUEST).after(impersonated).open();

        end.assertNarrowed(client, page);
    }
}
