package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.GRANTED;
import static io.github.permissionscopes.it.support.client.LoginEnd.REFUSED;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
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

/** What a client's own settings change, and that they loosen nothing. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ClientSettingsIT {

    private static final String OWN_CLAIM = "claim_of_the_client";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient partnerApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = LoginEnd.ofNewUser(realm, admin, events);
        events.skipAll();
    }

    @Test
    @Covers(route = Route.FLOW_OVERRIDE)
    void narrowsInAFlowOfTheClientsOwn() {
        loginByOwnFlowAndAssertNarrowed(contactsApp);
    }

    @Test
    @Covers(route = Route.FLOW_OVERRIDE, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedInAFlowOfTheClientsOwn() {
        loginByOwnFlowAndAssertNarrowed(partnerApp);
    }

    @Test
    @Covers(route = Route.OWN_SCOPES)
    void leavesTheClientsOwnScopesAndRefusesTheProtectedOnes() {
        admin.createScope("reports", CONTACTS_APP, Map.of());
        admin.createScope("audit", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));
        admin.mappers()
                .add(
                        CONTACTS_APP,
                        DemoRealm.mapper(
                                "own",
                                "oidc-hardcoded-claim-mapper",
                                Map.of("claim.name", OWN_CLAIM, "claim.value", "present")));
        String request = REQUEST + " reports audit";

        TokenAnswer answer =
                end.tokens(contactsApp, contactsApp.asking(request).as(USER).login());
        assertRefused(
                next(events, EventType.CODE_TO_TOKEN),
                request,
                Map.of("delete:contacts", "not_permitted", "audit", "no_permission_defined"));
        assertThat(answer.scope()).contains("reports").doesNotContain("audit");
        for (JsonNode claims : List.of(
                answer.accessClaims(),
                answer.idClaims(),
                contactsApp.userinfo(answer).body(),
                introspected(contactsApp, answer))) {
            assertThat(claims.has(OWN_CLAIM)).as("own claim in %s", claims).isTrue();
            assertThat(claims.has(TestRealm.claim("reports")))
                    .as("claim of reports in %s", claims)
                    .isTrue();
            assertThat(claims.has(TestRealm.claim("audit")))
                    .as("claim of audit in %s", claims)
                    .isFalse();
        }
    }

    /** Full scope brings in all roles of the user, and none that she does not have. */
    @Test
    @Covers(route = Route.FULL_SCOPE_ON)
    void narrowsForAClientWithFullScope() {
        admin.clients().setFullScope(CONTACTS_APP, true);

        end.assertNarrowed(contactsApp, contactsApp.asking(REQUEST).as(USER).login());
    }

    /** With access to userinfo, which Keycloak gives to such tokens only where a client has this setting. */
    @Test
    @Covers(route = Route.LIGHTWEIGHT)
    void narrowsALightweightAccessToken() {
        admin.clients().setAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", "true");
        admin.clients().setAttribute(CONTACTS_APP, "allow.userinfo.with.lightweight.access.token", "true");

        TokenAnswer answer = contactsApp.asking(REQUEST).as(USER).byCode();

        assertLightweightEverywhere(contactsApp, answer, GRANTED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
    }

    /** The user's name and the password on two pages, and no step of ours. */
    private void loginByOwnFlowAndAssertNarrowed(OAuthClient client) {
        FlowAdmin flows = admin.flows();
        flows.createSteps("two-pages", Map.of(), "auth-username-form", "auth-password-form");
        admin.clients().overrideFlow(client.id(), "browser", flows.id("two-pages"));
        Page name = client.asking(REQUEST).open();
        assertThat(name.asksFor("password")).as("password on the first page").isFalse();

        Page page = name.submit(Map.of("username", USER)).submit(Map.of("password", PASSWORD));

        end.assertNarrowed(client, page);
    }
}
