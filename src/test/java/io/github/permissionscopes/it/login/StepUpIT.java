package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.*;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A single sign-on that has to reach a higher level of authentication, and asks for more scopes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StepUpIT {

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
    @Covers(route = Route.STEP_UP)
    void narrowsAStepUpThatAsksForMore() {
        stepUpAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.STEP_UP, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAtAStepUp() {
        stepUpAndAssertNarrowed(consentApp);
    }

    @Test
    void judgesAStepUpByThePermissionsOfNow() {
        levels(CONTACTS_APP);
        Page first = contactsApp.asking(REQUEST).as(USER).login();
        admin.take(USER, CONTACTS_API, READ_CONTACTS);
        events.skipAll();

        Page callback = stepUp(contactsApp, first.browser());

        Agreement.assertGrants(contactsApp.exchange(callback), List.of());
        assertRefused(
                next(events, EventType.LOGIN),
                REQUEST,
                Map.of("read:contacts", "not_permitted", "delete:contacts", "not_permitted"));
    }

    private void stepUpAndAssertNarrowed(OAuthClient client) {
        levels(client.id());
        Page first = client.asking("openid").as(USER).login();
        if (client == consentApp) {
            first = first.accept();
        }
        Agreement.assertGrants(client.exchange(first), List.of());
        events.skipAll();

        end.assertNarrowed(client, stepUp(client, first.browser()));
    }

    private static Page stepUp(OAuthClient client, Browser browser) {
        return client.asking(REQUEST).with("acr_values", "2").in(browser).open().passwordAgain();
    }

    /** Level 1 is the user's name and password, level 2 the password once more. */
    private void levels(String clientId) {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("levels");
        flows.step("levels", "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow("levels", "levels-login", "ALTERNATIVE");
        level(flows, 1, "auth-username-password-form");
        level(flows, 2, "auth-password-form");
        admin.clients().overrideFlow(clientId, "browser", flow);
    }

    private static void level(FlowAdmin flows, int level, String form) {
        String alias = "level-" + level;
        flows.subFlow("levels-login", alias, "CONDITIONAL");
        flows.step(
                alias,
                "conditional-level-of-authentication",
                "REQUIRED",
                Map.of("loa-condition-level", String.valueOf(level), "loa-max-age", "36000"));
        flows.step(alias, form, "REQUIRED", Map.of());
    }
}
