package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    private OneScope export;

    @BeforeEach
    void setUp() {
        export = new OneScope(contactsApp, EXPORT);
        share(admin);
        events.skipAll();
    }

    /** Anna may export at the contacts, Carl at both. */
    static void share(RealmAdmin admin) {
        admin.createScope(EXPORT, CONTACTS_APP, CONTACTS_API, EXPORT);
        admin.permissions().create(EVENTS_API, EXPORT);
        admin.map(EXPORT, EVENTS_API, EXPORT);
        admin.give("anna", CONTACTS_API, EXPORT);
        admin.give("carl", CONTACTS_API, EXPORT);
        admin.give("carl", EVENTS_API, EXPORT);
    }

    /** The other API would take the token for its own. */
    @Test
    void isGrantedWithoutANamedApiOnlyToWhoMayHaveItAtBoth() {
        export.assertRefused("anna");
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "ambiguous_api"));
        export.assertRefused("nora");
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "not_permitted"));
        export.assertGranted("carl");
    }

    @Test
    void isGrantedForTheApiAtWhichItIsPermitted() {
        TokenAnswer answer = contactsApp
                .asking(REQUEST)
                .with("resource", CONTACTS_API)
                .as("anna")
                .byPassword();
        assertThat(answer.scope()).contains(EXPORT);
        assertThat(answer.accessClaims().path("aud").asText())
                .as("the API alone")
                .contains(CONTACTS_API);
        assertThat(contactsApp.refresh(answer).scope())
                .as("refreshed for the same API")
                .contains(EXPORT);
        events.skipAll();

        exportAt(EVENTS_API).assertRefused("anna");
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
        admin.scopes().setAttribute(EXPORT, PermissionScopes.MATCH, match);

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byPassword();
        assertThat(answer.scope().contains(EXPORT)).isEqualTo(granted);
        export.assertRefused("nora");
    }

    /** To name an API is the client's choice, so it must not take one of the required roles away. */
    @Test
    void needsAllRolesAlsoForANamedApi() {
        admin.scopes().setAttribute(EXPORT, PermissionScopes.MATCH, "all");

        for (OneScope asked : List.of(export, exportAt(CONTACTS_API), exportAt(EVENTS_API))) {
            events.skipAll();
            asked.assertRefused("anna");
            assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "not_permitted"));
            asked.assertGranted("carl");
        }
        JsonNode explained = administration.explain(
                Map.of("user", "anna", "client", CONTACTS_APP, "scope", EXPORT, "resource", CONTACTS_API));
        assertThat(explained.at("/scopes/0/change/roles").findValuesAsText("client"))
                .containsExactly(EVENTS_API);
    }

    /** Only that API has something against it. */
    @Test
    void staysWhereTheApiAtWhichItIsNotPermittedIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", EVENTS_API));
        export.assertGranted("anna");
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(EXPORT, "ambiguous_api"));

        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        export.assertRefused("anna");
    }

    @Test
    void isAddedUnaskedOnlyWhereItWouldBeGranted() {
        admin.scopes().setAttribute(EXPORT, PermissionScopes.AUTO_GRANT, "true");

        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope()).doesNotContain(EXPORT);
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope()).contains(EXPORT);
    }

    @Test
    void rejectsWithItsReason() {
        admin.configure(Map.of("refusal", "reject"));

        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_scope");
        assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, Map.of(EXPORT, "ambiguous_api"));
        exportAt(CONTACTS_API).assertGranted("anna");
    }

    @Test
    void aRoleOfTheRealmSpeaksForBoth() {
        admin.scopes().mapRealmRole(EXPORT, "manager");

        export.assertGranted("mark");
        exportAt(EVENTS_API).assertGranted("mark");
        export.assertRefused("anna");
    }

    /** Where the request names the API. */
    private OneScope exportAt(String api) {
        return new OneScope(contactsApp.asking(REQUEST).with("resource", api), EXPORT);
    }
}
