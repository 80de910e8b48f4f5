package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** One scope of two APIs: the contacts' and the events'. Each has a role for it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class SharedScopesIT {

    private static final String EXPORT = "export";
    private static final String REQUEST = "openid export";

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
    Administration administration;

    @BeforeEach
    void setUp() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of());
        for (String api : List.of(CONTACTS_API, EVENTS_API)) {
            admin.createPermission(api, EXPORT);
            admin.map(EXPORT, api, EXPORT);
        }
        admin.give("anna", CONTACTS_API, EXPORT);
        admin.give("carl", CONTACTS_API, EXPORT);
        admin.give("carl", EVENTS_API, EXPORT);
        events.skipAll();
    }

    /** The other API would take the token for its own. */
    @Test
    void isGrantedWithoutANamedApiOnlyToWhoMayHaveItAtBoth() {
        assertThat(ask("anna", null).scope()).doesNotContain(EXPORT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "ambiguous_api"));
        assertThat(ask("nora", null).scope()).doesNotContain(EXPORT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "not_permitted"));
        assertThat(ask("carl", null).scope()).contains(EXPORT);
    }

    @Test
    void isGrantedForTheApiAtWhichItIsPermitted() {
        TokenAnswer answer = ask("anna", CONTACTS_API);
        assertThat(answer.scope()).contains(EXPORT);
        assertThat(answer.accessClaims().path("aud").asText())
                .as("the API alone")
                .contains(CONTACTS_API);
        assertThat(contactsApp.refresh(answer).scope())
                .as("refreshed for the same API")
                .contains(EXPORT);
        events.skipAll();

        assertThat(ask("anna", EVENTS_API).scope()).doesNotContain(EXPORT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "not_permitted"));
    }

    /** A code, whose scope is judged again when it is exchanged, and a refresh. */
    @Test
    void isLostWithThePermissionAtOneOfThem() {
        TokenAnswer answer = contactsApp.asking(REQUEST).as("carl").byCode();
        assertThat(answer.scope()).contains(EXPORT);

        admin.take("carl", EVENTS_API, EXPORT);

        assertThat(contactsApp.refresh(answer).scope()).doesNotContain(EXPORT);
        assertThat(contactsApp.asking(REQUEST).as("carl").byCode().scope()).doesNotContain(EXPORT);
    }

    @ParameterizedTest
    @CsvSource({"any, true", "ANY, true", "each, false"})
    void isGrantedForOneOfThemWhereSomebodyHasSaidSo(String match, boolean granted) {
        admin.setScopeAttribute(EXPORT, PermissionScopes.MATCH, match);

        assertThat(ask("anna", null).scope().contains(EXPORT)).isEqualTo(granted);
        assertThat(ask("nora", null).scope()).doesNotContain(EXPORT);
    }

    /** To name an API is the client's choice, so it must not take one of the required roles away. */
    @Test
    void needsAllRolesAlsoForANamedApi() {
        admin.setScopeAttribute(EXPORT, PermissionScopes.MATCH, "all");

        for (String api : new String[] {null, CONTACTS_API, EVENTS_API}) {
            events.skipAll();
            assertThat(ask("anna", api).scope()).as("for %s", api).doesNotContain(EXPORT);
            assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "not_permitted"));
            assertThat(ask("carl", api).scope()).as("for %s", api).contains(EXPORT);
        }
        assertThat(explain("anna", CONTACTS_API).path("change").path("roles").findValuesAsText("client"))
                .containsExactly(EVENTS_API);
    }

    /** Only that API has something against it. */
    @Test
    void staysWhereTheApiAtWhichItIsNotPermittedIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", EVENTS_API));
        assertThat(ask("anna", null).scope()).contains(EXPORT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "ambiguous_api"));

        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        assertThat(ask("anna", null).scope()).doesNotContain(EXPORT);
    }

    @Test
    void isAddedUnaskedOnlyWhereItWouldBeGranted() {
        admin.setScopeAttribute(EXPORT, PermissionScopes.AUTO_GRANT, "true");

        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope()).doesNotContain(EXPORT);
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope()).contains(EXPORT);
    }

    @Test
    void rejectsWithItsReason() {
        admin.configure(Map.of("refusal", "reject"));

        assertThat(ask("anna", null).error()).isEqualTo("invalid_scope");
        assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, Map.of(EXPORT, "ambiguous_api"));
        assertThat(ask("anna", CONTACTS_API).scope()).contains(EXPORT);
    }

    @Test
    void isExplained() {
        JsonNode refused = explain("anna", null);
        assertThat(refused.path("verdict").asText()).isEqualTo("refused");
        assertThat(refused.path("reason").asText()).isEqualTo("ambiguous_api");
        assertThat(refused.path("change").path("action").asText()).isEqualTo("name_resource");
        assertThat(refused.path("change").path("resources")).hasSize(1);
        assertThat(refused.path("change").path("resources").path(0).asText()).isEqualTo(CONTACTS_API);
        assertThat(refused.path("change").path("text").asText()).contains(EVENTS_API);
        assertThat(explain("anna", CONTACTS_API).path("verdict").asText()).isEqualTo("granted");

        JsonNode nothing = explain("nora", null);
        assertThat(nothing.path("reason").asText()).isEqualTo("not_permitted");
        assertThat(nothing.path("change").path("roles").findValuesAsText("client"))
                .containsExactly(CONTACTS_API, EVENTS_API);
        assertThat(explain("carl", null).path("paths"))
                .as("one way at each API")
                .hasSize(2);

        // To name an API that is only reported on is no remedy.
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        JsonNode only = explain("anna", null);
        assertThat(only.path("change").path("action").asText()).isEqualTo("assign_roles");
        assertThat(only.path("change").path("roles").findValuesAsText("client")).containsExactly(EVENTS_API);
    }

    @Test
    void aRoleOfTheRealmSpeaksForBoth() {
        admin.mapRealmRole(EXPORT, "manager");

        assertThat(ask("mark", null).scope()).contains(EXPORT);
        assertThat(ask("mark", EVENTS_API).scope()).contains(EXPORT);
        assertThat(ask("anna", null).scope()).doesNotContain(EXPORT);
    }

    /** The attribute chooses which of the two describes the scope; a third API it cannot make of it. */
    @Test
    void isOfTheApisWhoseRolesItRequiresWhateverTheAttributeSays() {
        admin.setScopeAttribute(EXPORT, PermissionScopes.API, "timesheets-api");

        assertThat(definedScopes("timesheets-api")).doesNotContain(EXPORT);
        assertThat(definedScopes(CONTACTS_API)).contains(EXPORT);
        assertThat(definedScopes(EVENTS_API)).contains(EXPORT);
        assertThat(ask("carl", EVENTS_API).scope()).contains(EXPORT);
        assertThat(ask("carl", CONTACTS_API).scope()).contains(EXPORT);
    }

    @Test
    void aBlankAttributeNamesNoApi() {
        admin.createScope("staff", CONTACTS_APP, Map.of(PermissionScopes.API, " "));
        admin.mapRealmRole("staff", "manager");
        JsonNode outcome = explainScope("mark", "staff", CONTACTS_API);
        assertThat(outcome.path("reason").asText()).isEqualTo("other_api");
        assertThat(outcome.path("change").path("resources")).isEmpty();
        assertThat(contactsApp.asking("openid staff").as("mark").byPassword().scope())
                .contains("staff");
    }

    /** {@code any} has to be said, so a definition says it and is answered with it. */
    @Test
    void aDefinitionTellsAnyFromNothing() {
        admin.setScopeAttribute(EXPORT, PermissionScopes.API, CONTACTS_API);
        assertThat(defined(CONTACTS_API, EXPORT).has("match")).isFalse();

        JsonNode api = administration.get("apis/" + CONTACTS_API).body();
        api.path("scopes").forEach(scope -> {
            if (scope.path("name").asText().equals(EXPORT)) {
                ((ObjectNode) scope).put("match", "any");
            }
        });
        Answer put = administration.put("apis/" + CONTACTS_API, api);

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(defined(CONTACTS_API, EXPORT).path("match").asText()).isEqualTo("any");
        assertThat(ask("anna", null).scope()).contains(EXPORT);
    }

    private JsonNode defined(String api, String scope) {
        for (JsonNode defined : administration.get("apis/" + api).body().path("scopes")) {
            if (defined.path("name").asText().equals(scope)) {
                return defined;
            }
        }
        throw new AssertionError(api + " has no scope " + scope);
    }

    private List<String> definedScopes(String api) {
        return administration.get("apis/" + api).body().path("scopes").findValuesAsText("name");
    }

    private JsonNode explain(String user, String api) {
        return explainScope(user, EXPORT, api);
    }

    private JsonNode explainScope(String user, String scope, String api) {
        Map<String, String> question =
                new LinkedHashMap<>(Map.of("user", user, "client", CONTACTS_APP, "scope", scope));
        if (api != null) {
            question.put("resource", api);
        }
        Answer answer = administration.post("explain", question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("scopes").path(0);
    }

    private TokenAnswer ask(String user, String api) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "password",
                "client_id", CONTACTS_APP,
                "username", user,
                "password", PASSWORD,
                "scope", REQUEST));
        if (api != null) {
            form.put("resource", api);
        }
        return oauth.token(form);
    }
}
