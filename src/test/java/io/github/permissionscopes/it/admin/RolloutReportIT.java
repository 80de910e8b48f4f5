package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET report}: what enforcement would refuse, and what it has refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RolloutReportIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> EVERY_TYPE =
            Arrays.stream(EventType.values()).map(EventType::name).toList();

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", config = OtherRealm.class)
    ManagedRealm other;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        admin.turnSwitch(true);
        admin.configure(Map.of("mode", "report"));
        store(config -> {
            config.setEventsEnabled(true);
            config.setEnabledEventTypes(EVERY_TYPE);
            config.setEventsExpiration(0L);
        });
        realm.admin().clearEvents();
    }

    @Test
    void hasARowForEveryNameOfAnApiThatWouldBeRefused() {
        for (String user : List.of("anna", "carl")) {
            named(CONTACTS_APP, user, "https://nobody.example");
        }
        named(CONTACTS_APP, "carl", "timesheets-api");
        named(CONTACTS_APP, "carl", CONTACTS_API);

        assertThat(resources(report("")))
                .containsExactly(
                        "contacts-app https://nobody.example [\"invalid_target\"] report: 2 users",
                        "contacts-app timesheets-api [\"invalid_target\"] report: 1 users");
        assertThat(report("").path("rows").path(0).has("scope")).isFalse();

        admin.configure(Map.of());
        named(CONTACTS_APP, "carl", "timesheets-api");
        assertThat(resources(report("?mode=enforce")))
                .as("refused before anybody has logged in")
                .containsExactly("contacts-app timesheets-api [\"invalid_target\"] enforce: 0 users");
    }

    private void named(String client, String user, String resource) {
        oauth.token(Map.of(
                "grant_type", "password",
                "client_id", client,
                "username", user,
                "password", PASSWORD,
                "scope", "openid read:contacts",
                "resource", resource));
    }

    private static List<String> resources(JsonNode report) {
        List<String> rows = new ArrayList<>();
        report.path("rows")
                .forEach(row -> rows.add(row.path("client").asText() + " "
                        + row.path("resource").asText() + " " + row.path("reasons") + " "
                        + row.path("mode").asText() + ": "
                        + row.path("subjects").asInt() + " users"));
        return rows;
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
        oauth.clientCredentials(SERVICE, SECRET, "read:timesheets approve:timesheets");

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
        assertThat(Instant.parse(report.path("rows").path(0).path("lastSeen").asText()))
                .isBetween(start, Instant.now());
    }

    /** What happens until the page that asks for consent has an event of its own. */
    @Test
    void aLoginThatEndsAtTheConsentPageCountsAndOneThatGoesOnCountsItsUserOnce() {
        Browser browser = oauth.browser();
        Page page = login(browser, CONSENT_APP, "anna", "openid delete:contacts");
        assertThat(rows(report("")))
                .containsExactly("partner-app delete:contacts [\"not_permitted\"] report: 1 users, 1 events");

        oauth.client(CONSENT_APP).exchange(page.accept());

        assertThat(rows(report("")))
                .containsExactly("partner-app delete:contacts [\"not_permitted\"] report: 1 users, 2 events");
    }

    @Test
    void tellsWhatWasRefusedFromWhatWouldHaveBeen() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        login(oauth.browser(), CONSENT_APP, "anna", "openid delete:contacts read:timesheets");
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
        assertThat(contactsApp
                        .asking("openid read:contacts")
                        .as("nora")
                        .byPassword()
                        .error())
                .isEqualTo("invalid_scope");
        login(oauth.browser(), CONTACTS_APP, "anna", "openid delete:contacts");
        oauth.clientCredentials(SERVICE, SECRET, "approve:timesheets");

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
        Answer answer = administration.get("report?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("field").asText()).isEqualTo(field);
        assertThat(answer.body().path("detail").asText()).contains(field);
    }

    @Test
    void anEmptyReportSaysThatNothingIsStored() {
        store(config -> config.setEventsEnabled(false));
        contactsApp.asking(REQUEST).as("nora").byPassword();

        JsonNode report = report("");

        assertThat(rows(report)).isEmpty();
        assertThat(report.path("eventsEnabled").asBoolean()).isFalse();
        assertThat(report.path("remedy").asText()).contains("stores no events", "Save events");
    }

    @Test
    void saysWhichEventsAreNotStored() {
        store(config -> config.setEnabledEventTypes(List.of("LOGIN", "LOGOUT")));

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
        store(config -> config.setEnabledEventTypes(List.of()));

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
        store(config -> config.setEventsExpiration(3600L));

        assertThat(report("").path("remedy").asText()).contains("3600 seconds");
        assertThat(report("?since=PT30M").has("remedy")).isFalse();
    }

    @Test
    void needsTheRoleThatLookingAtEventsNeeds() {
        new Administrators(realm).assertNeeds(keycloak, other, caller -> caller.get("report"), "view-events");
    }

    private void store(Consumer<RealmEventsConfigRepresentation> change) {
        RealmEventsConfigRepresentation config = realm.admin().getRealmEventsConfig();
        change.accept(config);
        realm.admin().updateRealmEventsConfig(config);
    }

    private Page login(Browser browser, String clientId, String user, String scope) {
        return oauth.client(clientId).asking(scope).as(user).in(browser).login();
    }

    private JsonNode report(String query) {
        Answer answer = administration.get("report" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> rows(JsonNode report) {
        List<String> rows = new ArrayList<>();
        report.path("rows")
                .forEach(row -> rows.add("%s %s %s %s: %d users, %d events"
                        .formatted(
                                row.path("client").asText(),
                                row.path("scope").asText(),
                                row.path("reasons"),
                                row.path("mode").asText(),
                                row.path("subjects").asInt(),
                                row.path("events").asInt())));
        return rows;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
