package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What an administrator is told of a protected default scope: by events, explain, report and status. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DefaultScopesToldIT {

    private static final String ADMINISTER = "administer";
    private static final Map<String, String> REFUSED = Map.of(ADMINISTER, "not_permitted");

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

    @BeforeEach
    void setUp() {
        DefaultScopesIT.createDefaultScope(realm, admin);
        admin.scopes().setAttribute(ADMINISTER, PermissionScopes.MATCH, "all");
        events.skipAll();
    }

    @Test
    void isReportedBeforeItStopsAnything() {
        admin.configure(Map.of("mode", "report"));
        admin.change(representation -> representation.setEventsEnabled(true));
        realm.admin().clearEvents();

        TokenAnswer answer = contactsApp.asking("openid").as("anna").byCode();
        assertThat(answer.scope()).contains(ADMINISTER);
        assertRefused(next(events, EventType.LOGIN), REFUSED, "report");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REFUSED, "report");
        assertThat(contactsApp.refresh(answer).scope()).contains(ADMINISTER);
        assertRefused(next(events, EventType.REFRESH_TOKEN), REFUSED, "report");
        contactsApp.asking("openid").as("ines").byCode();
        assertNothingRefused(next(events, EventType.LOGIN));

        JsonNode rows = administration.get("report").body().path("rows");
        assertThat(rows.findValuesAsText("scope")).containsExactly(ADMINISTER);
        assertThat(rows.path(0).path("subjects").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid administer", "openid read:contacts delete:contacts"})
    void isExplainedAsItIs(String request) {
        JsonNode stopped = administration.explain("anna", CONTACTS_APP, request);
        assertThat(stopped.path("rejected").asBoolean()).isTrue();
        assertThat(stopped.path("rejection").asText()).isNotEmpty();
        assertThat(outcome("anna", request)).isEqualTo("refused not_permitted, takes effect: true");
        assertThat(explained("anna", request).at("/change/roles").findValuesAsText("name"))
                .containsExactly(ADMINISTER);
        assertNoToken(contactsApp.asking(request).as("anna").byPassword(), "invalid_scope");

        assertThat(isRejected("ines", request)).isFalse();
        assertThat(outcome("ines", request)).startsWith("granted");
        assertThat(contactsApp.asking(request).as("ines").byPassword().scope()).contains(ADMINISTER);

        admin.configure(Map.of("mode", "report"));
        assertThat(isRejected("anna", request)).isFalse();
        assertThat(outcome("anna", request)).isEqualTo("refused not_permitted, takes effect: false");
    }

    /**
     * Keycloak's own check keeps it out of the tokens of who holds no part of its role. Then there is nothing to stop.
     */
    @ParameterizedTest
    @CsvSource({
        "strip,  openid,            false",
        "strip,  openid administer, false",
        "reject, openid,            false",
        "reject, openid administer, true"
    })
    void stopsNobodyWhoHoldsNoPartOfIt(String refusal, String request, boolean rejected) {
        admin.configure(Map.of("refusal", refusal));

        TokenAnswer answer = contactsApp.asking(request).as("nora").byPassword();
        TokenAnswer code = contactsApp.asking(request).as("nora").byCode();
        assertThat(answer.error()).isEqualTo(rejected ? "invalid_scope" : null);
        if (!rejected) {
            assertThat(answer.scope()).contains("openid").doesNotContain(ADMINISTER);
            assertThat(code.scope()).contains("openid").doesNotContain(ADMINISTER);
        }
        assertThat(isRejected("nora", request)).isEqualTo(rejected);
        assertThat(outcome("nora", request)).startsWith("refused").endsWith("takes effect: true");
        assertThat(administration.get("status").body().at("/findings/0/message").asText())
                .contains("unless the user holds none of its roles and no part of one");
    }

    private boolean isRejected(String user, String request) {
        return administration
                .explain(user, CONTACTS_APP, request)
                .path("rejected")
                .booleanValue();
    }

    private String outcome(String user, String request) {
        JsonNode scope = explained(user, request);
        return "%s %s, takes effect: %s"
                .formatted(
                        scope.path("verdict").asText(),
                        scope.path("reason").asText(),
                        scope.path("takesEffect").asText());
    }

    /** What explain says of the scope. */
    private JsonNode explained(String user, String request) {
        return administration
                .explain(user, CONTACTS_APP, request)
                .path("scopes")
                .valueStream()
                .filter(scope -> scope.path("scope").asText().equals(ADMINISTER))
                .findFirst()
                .orElseThrow();
    }
}
