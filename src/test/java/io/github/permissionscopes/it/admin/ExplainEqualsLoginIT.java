package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.SameAsExplained.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
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

/** What {@code explain} says is what happens: every user and client of the demo realm, with all the client's scopes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainEqualsLoginIT {

    private static final List<String> USERS = List.of("anna", "carl", "emma", "mark", "olga", "pete", "nora");
    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, List<String>> CLIENTS =
            Map.of(CONTACTS_APP, CONTACTS, TIMESHEETS_APP, TIMESHEETS, EVENTS_APP, EVENTS);

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void everyUserAtEveryClient() {
        everyUserAtEveryClient("enforce");
    }

    @Test
    void inReportMode() {
        admin.configure(Map.of("mode", "report"));
        everyUserAtEveryClient("report");
    }

    /** Keycloak's own check is content with any part of a role. */
    @Test
    void inReportModeWhereKeycloakLetsAScopePass() {
        admin.permissions().compose(CONTACTS_API, DELETE_CONTACTS, READ_CONTACTS);
        admin.configure(Map.of("mode", "report"));
        everyUserAtEveryClient("report");

        JsonNode anna = explain("anna", CONTACTS_APP, REQUEST);
        assertThat(anna.findValuesAsText("takesEffect")).containsExactly("false");
        assertThat(anna.findValues("removedByKeycloak")).isEmpty();
        JsonNode nora = explain("nora", CONTACTS_APP, REQUEST);
        assertThat(nora.findValuesAsText("takesEffect")).containsExactly("false", "false");
        assertThat(nora.findValuesAsText("removedByKeycloak")).containsExactly("true", "true");
        assertThat(nora.findValuesAsText("text")).anyMatch(text -> text.startsWith("Already removed by Keycloak"));
    }

    @Test
    void whatTokensDoNotName() {
        admin.scopes().setAttribute(READ_CONTACTS, "include.in.token.scope", "false");
        everyUserAtEveryClient("enforce");
        admin.configure(Map.of("mode", "report"));
        everyUserAtEveryClient("report");
    }

    @Test
    void whereNoScopeIsNamed() {
        everyUserWithAllScopes("enforce");
        admin.configure(Map.of("mode", "report"));
        everyUserWithAllScopes("report");
    }

    private void everyUserWithAllScopes(String enforcement) {
        CLIENTS.forEach((client, scopes) -> USERS.forEach(user -> {
            JsonNode explained = ok(rest.explain("{user: %s, client: %s}".formatted(user, client)));
            String all = explained.path("requested").asText();
            assertThat(all.split(" "))
                    .containsAll(scopes)
                    .contains("profile", "email", "basic", "roles", "offline_access");
            assertThat(explained.path("enforcement").asText()).isEqualTo(enforcement);
            assertThat(explained.at("/remarks/0").asText()).startsWith("No scope was named");
            assertSame(
                    explained,
                    oauth.client(client).asking("openid " + all).as(user).byPassword());
        }));
    }

    @Test
    void whereRequestsAreRejected() {
        admin.configure(Map.of("refusal", "reject"));
        everyUserAtEveryClient("enforce");
    }

    @Test
    void whereRequestsAreRejectedWithNothingLeft() {
        admin.configure(Map.of("refusal", "reject_if_none_left"));
        everyUserAtEveryClient("enforce");
    }

    @Test
    void whereOneApiIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        everyUserAtEveryClient("enforce");
    }

    @Test
    void whereScopesAreAddedAndAllRolesAreNeeded() {
        admin.scopes().setAttribute(READ_CONTACTS, PermissionScopes.AUTO_GRANT, "true");
        admin.map(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MATCH, "all");
        for (String user : USERS) {
            assertExplained(user, CONTACTS_APP, "openid delete:contacts", "enforce");
        }
    }

    @Test
    void whereAScopeNeedsALevel() {
        StepUpFlows flows = new StepUpFlows(realm.admin());
        realm.cleanup().add(current -> flows.none(CONTACTS_APP));
        flows.byLevel(CONTACTS_APP, 36_000);
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");
        for (String user : USERS) {
            assertExplained(user, CONTACTS_APP, REQUEST, "enforce");
            Browser browser = oauth.browser();
            Browser.Page second = contactsApp
                    .asking(REQUEST)
                    .as(user)
                    .with("acr_values", "2")
                    .in(browser)
                    .login();
            Browser.Page callback = browser.submit(second, Map.of("password", PASSWORD));
            JsonNode explained = ok(
                    rest.explain("{user: %s, client: contacts-app, scope: '%s', acr: '2'}".formatted(user, REQUEST)));
            assertSame(explained, contactsApp.exchange(callback));
        }
    }

    @Test
    void whatKeycloakItselfRejects() {
        for (String scope :
                List.of("openid nothing", "openid read:timesheets", "openid Read:contacts", "read:contacts:1")) {
            assertExplained("carl", CONTACTS_APP, scope, "enforce");
        }
    }

    private void everyUserAtEveryClient(String enforcement) {
        CLIENTS.forEach((client, scopes) -> {
            String scope = "openid " + String.join(" ", scopes) + " offline_access";
            USERS.forEach(user -> assertExplained(user, client, scope, enforcement));
        });
    }

    private void assertExplained(String user, String client, String scope, String enforcement) {
        JsonNode explained = explain(user, client, scope);
        assertThat(explained.path("enforcement").asText()).isEqualTo(enforcement);
        events.skipAll();

        assertSame(explained, oauth.client(client).asking(scope).as(user).byPassword());

        if (!explained.path("rejected").asBoolean()) {
            assertSameRefusals(explained, next(events, EventType.LOGIN));
        }
    }

    private JsonNode explain(String user, String client, String scope) {
        return ok(rest.explain("{user: %s, client: %s, scope: '%s'}".formatted(user, client, scope)));
    }
}
