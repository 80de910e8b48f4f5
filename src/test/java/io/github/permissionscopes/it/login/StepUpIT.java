package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A single sign-on that has to reach a higher level of authentication, and asks for more scopes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StepUpIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

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
    @Covers(route = Route.STEP_UP)
    void narrowsAStepUpThatAsksForMore() {
        stepUpAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.STEP_UP, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedAtAStepUp() {
        stepUpAndAssertNarrowed(CONSENT_APP);
    }

    @Test
    void judgesAStepUpByThePermissionsOfNow() {
        levels(CONTACTS_APP);
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, REQUEST);
        admin.take(USER, CONTACTS_API, READ_CONTACTS);
        events.skipAll();

        Page callback = stepUp(browser, CONTACTS_APP);

        Agreement.assertGrants(oauth.client(CONTACTS_APP).exchange(callback), List.of());
        assertRefused(
                next(events, EventType.LOGIN),
                REQUEST,
                Map.of("read:contacts", "not_permitted", "delete:contacts", "not_permitted"));
    }

    private void stepUpAndAssertNarrowed(String clientId) {
        levels(clientId);
        Browser browser = oauth.browser();
        Page first = login(browser, clientId, "openid");
        if (clientId.equals(CONSENT_APP)) {
            first = first.accept();
        }
        Agreement.assertGrants(oauth.client(clientId).exchange(first), List.of());
        events.skipAll();

        end.assertNarrowed(browser, stepUp(browser, clientId), clientId);
    }

    private Page stepUp(Browser browser, String clientId) {
        Page form = oauth.client(clientId)
                .asking(REQUEST)
                .with("acr_values", "2")
                .in(browser)
                .open();
        assertThat(form.asksFor("password")).as("form of the second level").isTrue();
        assertThat(form.asksFor("username")).as("form of the first level").isFalse();
        return browser.submit(form, Map.of("password", PASSWORD));
    }

    private Page login(Browser browser, String clientId, String scope) {
        return oauth.client(clientId).asking(scope).as(USER).in(browser).login();
    }

    /** Level 1 is the user's name and password, level 2 the password once more. */
    private void levels(String clientId) {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("levels");
        flows.step("levels", "auth-cookie", "ALTERNATIVE", Map.of());
        flows.subFlow("levels", "levels-login", "ALTERNATIVE");
        level(flows, 1, "auth-username-password-form");
        level(flows, 2, "auth-password-form");
        admin.overrideFlow(clientId, "browser", flow);
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
