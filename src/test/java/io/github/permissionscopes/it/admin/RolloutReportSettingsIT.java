package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET report}: what it says of a realm in which it cannot say all, and bad input. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RolloutReportSettingsIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @BeforeEach
    void inReportMode() {
        admin.configure(Map.of("mode", "report"));
        admin.settings().changeEvents(events -> events.setEventsEnabled(true));
        realm.admin().clearEvents();
    }

    @ParameterizedTest
    @CsvSource({
        "first=-1,          first",
        "first=one,         first",
        "max=0,             max",
        "max=1001,          max",
        "since=yesterday,   since",
        "since=2999-01-01,  since",
        "mode=off,          mode"
    })
    void saysWhichParameterIsWrong(String query, String field) {
        Answer answer = assertProblem(rest.get("report?" + query), 400, field);

        assertThat(answer.at("/detail")).contains(field);
    }

    @Test
    void anEmptyReportSaysThatNothingIsStored() {
        admin.settings().changeEvents(events -> events.setEventsEnabled(false));
        contactsApp.asking("openid read:contacts delete:contacts").as("nora").byPassword();

        JsonNode report = report("");

        assertThat(report.path("rows")).isEmpty();
        assertThat(report.path("eventsEnabled").asBoolean()).isFalse();
        assertThat(report.path("remedy").asText()).contains("stores no events", "Save events");
    }

    @Test
    void saysWhichEventsAreNotStored() {
        admin.settings().changeEvents(events -> events.setEnabledEventTypes(List.of("LOGIN", "LOGOUT")));

        JsonNode report = report("");

        assertThat(report.path("eventsEnabled").asBoolean()).isTrue();
        assertThat(texts(report.path("enabledEventTypes"))).containsExactly("LOGIN");
        assertThat(texts(report.path("missingEventTypes")))
                .contains("CODE_TO_TOKEN", "REFRESH_TOKEN", "CLIENT_LOGIN", "TOKEN_EXCHANGE")
                .doesNotContain("LOGIN", "LOGOUT");
        assertThat(report.path("remedy").asText()).contains("CODE_TO_TOKEN", "not stored");
    }

    /** A realm that was never told which types to store. */
    @Test
    void knowsWhatKeycloakStoresByItself() {
        admin.settings().changeEvents(events -> events.setEnabledEventTypes(List.of()));

        assertThat(texts(report("").path("missingEventTypes")))
                .contains("REFRESH_TOKEN")
                .doesNotContain("LOGIN", "CODE_TO_TOKEN", "CLIENT_LOGIN");
    }

    @Test
    void saysThatTheSwitchIsOff() {
        admin.turnSwitch(false);

        JsonNode report = report("");

        assertThat(report.path("enabled").asBoolean()).isFalse();
        assertThat(report.path("remedy").asText()).contains("The switch is off");
    }

    @Test
    void saysThatEventsAreKeptTooShort() {
        admin.settings().changeEvents(events -> events.setEventsExpiration(3600L));

        assertThat(report("").path("remedy").asText()).contains("3600 seconds");
        assertThat(report("?since=PT30M").has("remedy")).isFalse();
    }

    private JsonNode report(String query) {
        return ok(rest.get("report" + query));
    }
}
