package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
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
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a client's own settings change, and that they loosen nothing. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ClientSettingsIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private static final String OWN_CLAIM = "claim_of_the_client";

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
    @Covers(route = Route.FLOW_OVERRIDE)
    void narrowsInAFlowOfTheClientsOwn() {
        loginByOwnFlowAndAssertNarrowed(CONTACTS_APP);
    }

    @Test
    @Covers(route = Route.FLOW_OVERRIDE, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedInAFlowOfTheClientsOwn() {
        loginByOwnFlowAndAssertNarrowed(CONSENT_APP);
    }

    @Test
    @Covers(route = Route.OWN_SCOPES)
    void leavesTheClientsOwnScopesAndRefusesTheProtectedOnes() {
        admin.createScope("reports", CONTACTS_APP, Map.of());
        admin.createScope("audit", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));
        ownMapper(CONTACTS_APP);
        String request = REQUEST + " reports audit";

        Page callback = login(oauth.browser(), CONTACTS_APP, request);

        TokenAnswer answer = end.tokens(callback, CONTACTS_APP);
        assertRefused(
                next(events, EventType.CODE_TO_TOKEN),
                request,
                Map.of("delete:contacts", "not_permitted", "audit", "no_permission_defined"));
        assertThat(answer.scope()).contains("reports").doesNotContain("audit");
        for (JsonNode claims : List.of(
                answer.accessClaims(),
                answer.idClaims(),
                oauth.userinfo(answer.accessToken()).body(),
                oauth.introspect(TestRealm.RESOURCE_SERVER, SECRET, answer.accessToken())
                        .body())) {
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
        fullScope(true);
        try {
            Browser browser = oauth.browser();
            end.assertNarrowed(browser, login(browser, CONTACTS_APP, REQUEST), CONTACTS_APP);
        } finally {
            fullScope(false);
        }
    }

    @Test
    @Covers(route = Route.LIGHTWEIGHT)
    void narrowsALightweightAccessToken() {
        lightweight(true);
        try {
            Page callback = login(oauth.browser(), CONTACTS_APP, REQUEST);

            TokenAnswer answer = oauth.client(CONTACTS_APP).exchange(callback);
            Agreement.assertLightweightEverywhere(oauth, CONTACTS_APP, answer, GRANTED);
            assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
        } finally {
            lightweight(false);
        }
    }

    /** The user's name and the password on two pages, and no step of ours. */
    private void loginByOwnFlowAndAssertNarrowed(String clientId) {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("two-pages");
        flows.step("two-pages", "auth-username-form", "REQUIRED", Map.of());
        flows.step("two-pages", "auth-password-form", "REQUIRED", Map.of());
        admin.overrideFlow(clientId, "browser", flow);
        Browser browser = oauth.browser();
        Page name = oauth.client(clientId).asking(REQUEST).in(browser).open();
        assertThat(name.asksFor("password")).as("password on the first page").isFalse();

        Page password = browser.submit(name, Map.of("username", USER));
        Page page = browser.submit(password, Map.of("password", PASSWORD));

        end.assertNarrowed(browser, page, clientId);
    }

    private Page login(Browser browser, String clientId, String scope) {
        return oauth.client(clientId).asking(scope).as(USER).in(browser).login();
    }

    private void ownMapper(String clientId) {
        var mappers = admin.client(clientId).getProtocolMappers();
        mappers.createMapper(DemoRealm.mapper(
                        "own",
                        "oidc-hardcoded-claim-mapper",
                        Map.of("claim.name", OWN_CLAIM, "claim.value", "present")))
                .close();
        realm.cleanup().add(afterwards -> {
            var left = new RealmAdmin(afterwards).client(clientId).getProtocolMappers();
            left.getMappers().stream()
                    .filter(mapper -> mapper.getName().equals("own"))
                    .forEach(mapper -> left.delete(mapper.getId()));
        });
    }

    /** With access to userinfo, which Keycloak gives to such tokens only where a client has this setting. */
    private void lightweight(boolean on) {
        admin.setClientAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", String.valueOf(on));
        admin.setClientAttribute(CONTACTS_APP, "allow.userinfo.with.lightweight.access.token", String.valueOf(on));
    }

    private void fullScope(boolean allowed) {
        ClientRepresentation client = admin.client(CONTACTS_APP).toRepresentation();
        client.setFullScopeAllowed(allowed);
        admin.client(CONTACTS_APP).update(client);
    }
}
