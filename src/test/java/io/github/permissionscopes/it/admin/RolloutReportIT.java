package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET report}: its rows, of scopes that enforcement would refuse and that it has refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RolloutReportIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient partnerApp;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

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

    @Test
    void hasARowForEveryScopeThatSomebodyWouldLose() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        contactsApp.asking(REQUEST).as("anna").byCode();
        contactsApp.asking(REQUEST).as("nora").byCode();
        contactsApp.asking(REQUEST).as("anna").byPassword();
        contactsApp.asking(REQUEST).as("carl").byPassword();
        timesheetsApp
                .asking("openid read:timesheets approve:timesheets")
                .as("emma")
                .byPassword();
        service.asking("read:timesheets approve:timesheets").byClientCredentials();

        JsonNode report = report("");

        assertThat(rows(report))
                .containsExactly(
                        "contacts-app delete:contacts [\"not_permitted\"] report: 2 users, 5 events",
                        "contacts-app read:contacts [\"not_permitted\"] report: 1 users, 2 events",
                        "payroll-service approve:timesheets [\"not_permitted\"] report: 1 users, 1 events",
                        "timesheets-app approve:timesheets [\"not_permitted\"] report: 1 users, 1 events");
        assertThat(report.path("total").asInt()).isEqualTo(4);
        assertThat(report.path("enabled").asBoolean()).isTrue();
        assertThat(report.path("mode").asText()).isEqualTo("report");
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.has("remedy")).as("remedy in %s", report).isFalse();
        assertThat(report.path("missingEventTypes")).isEmpty();
        assertThat(Instant.parse(report.at("/rows/0/lastSeen").asText())).isBetween(start, Instant.now());
    }

    /** What happens until the page that asks for consent has an event of its own. */
    @Test
    void aLoginThatEndsAtTheConsentPageCountsAndOneThatGoesOnCountsItsUserOnce() {
        Page page = partnerApp.asking("openid delete:contacts").as("anna").login();
        assertThat(rows(report("")))
                .containsExactly("partner-app delete:contacts [\"not_permitted\"] report: 1 users, 1 events");

        partnerApp.exchange(page.accept());

        assertThat(rows(report("")))
                .containsExactly("partner-app delete:contacts [\"not_permitted\"] report: 1 users, 2 events");
    }

    @Test
    void tellsWhatWasRefusedFromWhatWouldHaveBeen() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        partnerApp.asking("openid delete:contacts read:timesheets").as("anna").login();
        contactsApp.asking("openid read:contacts").as("nora").byPassword();

        assertThat(rows(report("")))
                .containsExactly(
                        "contacts-app read:contacts [\"not_permitted\"] report: 1 users, 1 events",
                        "partner-app delete:contacts [\"not_permitted\"] report: 1 users, 1 events",
                        "partner-app read:timesheets [\"not_permitted\"] enforce: 1 users, 1 events");
        assertThat(rows(report("?mode=enforce"))).hasSize(1).allMatch(row -> row.contains(" enforce: "));
        assertThat(rows(report("?mode=report"))).hasSize(2).allMatch(row -> row.contains(" report: "));
    }

    @Test
    void hasWhatWasRejected() {
        admin.configure(Map.of("refusal", "reject"));
        TokenAnswer nora = contactsApp.asking("openid read:contacts").as("nora").byPassword();
        assertThat(nora.error()).isEqualTo("invalid_scope");
        contactsApp.asking("openid delete:contacts").as("anna").login();
        service.asking("approve:timesheets").byClientCredentials();

        assertThat(rows(report("")))
                .containsExactly(
                        "contacts-app delete:contacts [\"not_permitted\"] enforce: 1 users, 1 events",
                        "contacts-app read:contacts [\"not_permitted\"] enforce: 1 users, 1 events",
                        "payroll-service approve:timesheets [\"not_permitted\"] enforce: 1 users, 1 events");
    }

    @Test
    void sinceLeavesOutWhatIsOlder() throws InterruptedException {
        contactsApp.asking(REQUEST).as("anna").byPassword();
        Instant between = Instant.now().plusMillis(5);
        Thread.sleep(10);
        contactsApp.asking("openid read:contacts").as("nora").byPassword();

        JsonNode report = report("?since=" + between);

        assertThat(rows(report))
                .containsExactly("contacts-app read:contacts [\"not_permitted\"] report: 1 users, 1 events");
        assertThat(report.path("since").asText()).isEqualTo(between.toString());
        assertThat(rows(report("?since=PT1H"))).hasSize(2);
    }

    @Test
    void pagesHaveEveryRowOnceInOneOrder() {
        contactsApp.asking(REQUEST).as("nora").byPassword();
        contactsApp.asking(REQUEST).as("anna").byPassword();
        timesheetsApp.asking("openid approve:timesheets").as("emma").byPassword();
        List<String> paged = new ArrayList<>();
        for (int first = 0; first < 4; first += 2) {
            JsonNode page = report("?max=2&first=" + first);
            assertThat(page.path("total").asInt()).isEqualTo(3);
            paged.addAll(rows(page));
        }

        assertThat(paged).hasSize(3).isEqualTo(rows(report("")));
        assertThat(rows(report("?first=3"))).isEmpty();
    }

    private JsonNode report(String query) {
        return ok(rest.get("report" + query));
    }

    private static List<String> rows(JsonNode report) {
        return each(report.path("rows"), row -> "%s %s %s: %s users, %s events"
                .formatted(
                        of(row, "client", "scope"),
                        row.path("reasons"),
                        of(row, "mode"),
                        of(row, "subjects"),
                        of(row, "events")));
    }
}
