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
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Client credentials (RFC 6749 §4.4): the service account has {@code read:timesheets} and nothing else. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ClientCredentialsIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void grantsWhatTheServiceAccountHolds() {
        TokenAnswer answer = service.asking(String.join(" ", TIMESHEETS)).byClientCredentials();

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

    /**
     * A client may have refresh tokens also for itself, which Keycloak does not advise; the grant has a session then.
     */
    @Test
    @Covers(route = Route.CLIENT_CREDENTIALS)
    void grantsEverywhereWhatTheServiceAccountHolds() {
        String request = "openid read:timesheets approve:timesheets";
        admin.clients().setAttribute(SERVICE, "client_credentials.use_refresh_token", "true");
        TokenAnswer answer = service.asking(request).byClientCredentials();

        assertEverywhere(service, answer, "read:timesheets");
        assertRefused(next(events, EventType.CLIENT_LOGIN), request, Map.of("approve:timesheets", "not_permitted"));
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        TokenAnswer answer = service.asking("approve:timesheets").byClientCredentials();

        assertGrants(answer, List.of());
        assertThat(answer.scope())
                .isEqualTo(service.asking(null).byClientCredentials().scope());
    }

    @Test
    void leavesAPermittedRequestUntouched() {
        assertThat(service.asking("read:timesheets").byClientCredentials().scope())
                .contains("read:timesheets");
        assertNothingRefused(next(events, EventType.CLIENT_LOGIN));
    }

    @Test
    void followsTheRolesOfTheServiceAccount() {
        Asking approving = service.asking("approve:timesheets");
        admin.give("service-account-" + SERVICE, TIMESHEETS_API, "approve:timesheets");
        assertGrants(approving.byClientCredentials(), "approve:timesheets");

        admin.take("service-account-" + SERVICE, TIMESHEETS_API, "approve:timesheets");
        assertGrants(approving.byClientCredentials(), List.of());
    }

    @Test
    void leavesWhatIsWrongWithTheClientToKeycloak() {
        OAuth oauth = service.oauth();
        assertThat(service.grant("client_credentials", Map.of("client_secret", "wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(oauth.client(CONTACTS_APP).asking(null).byClientCredentials().error())
                .isEqualTo("unauthorized_client");
    }
}
