package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Client credentials (RFC 6749 §4.4): the service account has {@code read:timesheets} and nothing else. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ClientCredentialsIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void grantsWhatTheServiceAccountHolds() {
        TokenAnswer answer = oauth.clientCredentials(SERVICE, SECRET, String.join(" ", TIMESHEETS));

        assertGrants(answer, "read:timesheets");
        assertScope(
                assertRefused(
                        next(events, EventType.CLIENT_LOGIN),
                        String.join(" ", TIMESHEETS),
                        Map.of(
                                "create:timesheets", "not_permitted",
                                "delete:timesheets", "not_permitted",
                                "approve:timesheets", "not_permitted")),
                answer);
    }

    /** A client may have refresh tokens also for itself, which Keycloak does not advise; the grant has a session then. */
    @Test
    @Covers(route = Route.CLIENT_CREDENTIALS)
    void grantsEverywhereWhatTheServiceAccountHolds() {
        String request = "openid read:timesheets approve:timesheets";
        admin.setClientAttribute(SERVICE, "client_credentials.use_refresh_token", "true");
        TokenAnswer answer = oauth.clientCredentials(SERVICE, SECRET, request);

        assertEverywhere(oauth, SERVICE, Map.of("client_secret", SECRET), answer, List.of("read:timesheets"));
        assertRefused(next(events, EventType.CLIENT_LOGIN), request, Map.of("approve:timesheets", "not_permitted"));
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        TokenAnswer answer = oauth.clientCredentials(SERVICE, SECRET, "approve:timesheets");

        assertGrants(answer, List.of());
        assertThat(answer.scope())
                .isEqualTo(oauth.clientCredentials(SERVICE, SECRET, null).scope());
    }

    @Test
    void leavesAPermittedRequestUntouched() {
        assertThat(oauth.clientCredentials(SERVICE, SECRET, "read:timesheets").scope())
                .contains("read:timesheets");
        assertNothingRefused(next(events, EventType.CLIENT_LOGIN));
    }

    @Test
    void followsTheRolesOfTheServiceAccount() {
        admin.give("service-account-" + SERVICE, TIMESHEETS_API, "approve:timesheets");
        try {
            assertThat(oauth.clientCredentials(SERVICE, SECRET, "approve:timesheets")
                            .scope())
                    .contains("approve:timesheets");
        } finally {
            admin.take("service-account-" + SERVICE, TIMESHEETS_API, "approve:timesheets");
        }
        assertThat(oauth.clientCredentials(SERVICE, SECRET, "approve:timesheets")
                        .scope())
                .doesNotContain("approve:timesheets");
    }

    @Test
    void leavesWhatIsWrongWithTheClientToKeycloak() {
        assertThat(oauth.clientCredentials(SERVICE, "wrong", "read:timesheets").status())
                .isEqualTo(401);
        assertThat(oauth.token(Map.of("grant_type", "client_credentials", "client_id", CONTACTS_APP))
                        .error())
                .isEqualTo("unauthorized_client");
    }
}
