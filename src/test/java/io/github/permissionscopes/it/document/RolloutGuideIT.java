package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code docs/rollout.md}, step by step: its commands do what it says, and its requests get its answers. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RolloutGuideIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path DOCUMENT = Path.of("docs/rollout.md");

    /** Commands; a request with its answer; and the moments at which time passes. */
    private static final Pattern STEP = Pattern.compile(
            "```sh\\n"
                    + "(?<commands>.*?)```|```http\\n"
                    + "GET (?<path>\\S+)\\n"
                    + "```\\s+```json\\n"
                    + "(?<answer>.*?)```|<!-- people (?<people>work|export) -->",
            Pattern.DOTALL);

    /** Of the part about a scope that is in use: in place of its first commands, where other APIs are enforced. */
    private static final Pattern INSTEAD = Pattern.compile(
            "## A scope that is in use.*?```sh\\n.*?```bash\\n(?<instead>.*?)```(?<rest>.*)", Pattern.DOTALL);

    /** In the document it is when that was written. */
    private static final Pattern SINCE = Pattern.compile("since=[^&]+");

    private static final String ANY = "...";
    private static final List<String> CONTACTS_USERS = List.of("anna", "carl", "nora");

    /** Everybody gets it. */
    private static final String OPEN_SCOPE = "export:contacts";

    /** Nobody gets it where it is enforced: it is protected, and nobody has said what it requires. */
    private static final String UNDEFINED_SCOPE = "undefined";

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @TempDir
    Path home;

    private Instant lastWorked = Instant.now();

    /** A realm that knows nothing of the product, and was never told to store events. */
    @BeforeEach
    void likeARealmOfBefore() {
        admin.turnSwitch(false);
        admin.configure(Map.of());
        admin.createScope(OPEN_SCOPE, CONTACTS_APP, Map.of());
        admin.changeEvents(events -> {
            events.setEventsEnabled(false);
            events.setEnabledEventTypes(List.of());
        });
        realm.admin().clearEvents();
    }

    @Test
    void isTrue() throws Exception {
        String server = realm.getBaseUrl().replaceAll("/realms/.*", "");
        Kcadm kcadm = Kcadm.in(home, server);
        List<String> wrong = new ArrayList<>();
        List<MatchResult> steps =
                STEP.matcher(Files.readString(DOCUMENT)).results().toList();
        for (MatchResult step : steps) {
            if (step.group(1) != null) {
                kcadm.run(realm.getName(), "bash", "-euc", step.group(1));
            } else if (step.group(2) != null) {
                check(step.group(2), step.group(3)).ifPresent(wrong::add);
            } else if (step.group(4).equals("work")) {
                peopleWork();
            } else {
                peopleExport();
            }
        }

        assertThat(steps).hasSizeGreaterThan(10);
        assertThat(wrong).as("answers").isEmpty();
    }

    /** Only the scope's API is reported on. */
    @Test
    void isTrueOfAScopeInUseWhereOtherApisAreEnforced() throws Exception {
        admin.turnSwitch(true);
        admin.createScope(UNDEFINED_SCOPE, TIMESHEETS_APP, Map.of("permissionScopes.protected", "true"));
        admin.scopes().makeOptional(OPEN_SCOPE, TIMESHEETS_APP);
        admin.changeEvents(events -> {
            events.setEventsEnabled(true);
            events.setEnabledEventTypes(null);
        });
        MatchResult part = INSTEAD.matcher(Files.readString(DOCUMENT))
                .results()
                .findFirst()
                .orElseThrow();
        Kcadm kcadm = Kcadm.in(home, realm.getBaseUrl().replaceAll("/realms/.*", ""));
        later();
        TokenAnswer earlier =
                contactsApp.asking("openid " + OPEN_SCOPE).as("anna").byCode();
        List<String> before = namingOthers();

        kcadm.run(realm.getName(), "bash", "-euc", part.group(1));

        assertThat(namingOthers()).isEqualTo(before);
        assertThat(rows("enforce"))
                .containsExactly(TIMESHEETS_APP + " " + UNDEFINED_SCOPE + " no_permission_defined 1");
        List<TokenAnswer> exported = peopleExport();
        assertThat(rows("report")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " no_permission_defined 3");
        assertThat(rows("enforce")).isEmpty();
        exported.forEach(this::assertAgreement);
        assertThat(earlier.scope()).contains(OPEN_SCOPE);
        assertAgreement(earlier);

        for (MatchResult step : STEP.matcher(part.group(2)).results().toList()) {
            if (step.group(1) != null) {
                kcadm.run(realm.getName(), "bash", "-euc", step.group(1));
            }
        }
        exported = peopleExport();
        assertThat(rows("report")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " not_permitted 2");
        assertThat(rows("enforce")).isEmpty();
        exported.forEach(this::assertAgreement);

        admin.configure(Map.of());
        exported = peopleExport();
        assertThat(rows("report")).isEmpty();
        assertThat(rows("enforce")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " not_permitted 2");
        exported.forEach(this::assertAgreement);
    }

    /** What an application gets that names an enforced API. */
    private List<String> namingOthers() throws InterruptedException {
        later();
        List<String> answers = new ArrayList<>();
        for (String name : List.of("timesheets-api", "https://timesheets-api.example")) {
            TokenAnswer answer = timesheetsApp
                    .asking("openid read:timesheets " + OPEN_SCOPE + " " + UNDEFINED_SCOPE)
                    .as("emma")
                    .with("resource", name)
                    .byCode();
            assertThat(answer.scope()).contains("read:timesheets").doesNotContain(UNDEFINED_SCOPE);
            answers.add(answer.scope() + " " + answer.accessClaims().path("aud"));
            TokenAnswer refreshed = timesheetsApp.refresh(answer);
            answers.add(refreshed.scope() + " " + refreshed.accessClaims().path("aud"));
        }
        return answers;
    }

    /** @return client, scope, reasons and how many users, of what was refused since the last work */
    private List<String> rows(String mode) {
        JsonNode report = ok(rest.get("report?since=" + lastWorked + "&mode=" + mode));
        return each(report.path("rows"), row -> "%s %s %s"
                .formatted(of(row, "client", "scope"), row.at("/reasons/0").asText(), of(row, "subjects")));
    }

    private Optional<String> check(String path, String answer) throws IOException {
        String asked = SINCE.matcher(path).replaceAll("since=" + lastWorked);
        String is = JSON.writeValueAsString(ok(rest.get(asked)));
        JsonNode expected = JSON.readTree(answer);
        return masked(JSON.readTree(is), expected).equals(masked(expected, expected))
                ? Optional.empty()
                : Optional.of("GET " + path + "\n" + is);
    }

    /** Times are others on every day, and the document leaves long lists out. */
    private static JsonNode masked(JsonNode report, JsonNode expected) {
        ObjectNode masked = report.deepCopy();
        masked.put("since", ANY);
        masked.path("rows").forEach(row -> ((ObjectNode) row).put("lastSeen", ANY));
        if (expected.path("enabledEventTypes").asText().equals(ANY)) {
            masked.put("enabledEventTypes", ANY);
        }
        return masked;
    }

    private void peopleWork() throws InterruptedException {
        later();
        for (String user : CONTACTS_USERS) {
            contactsApp.asking(REQUEST).as(user).byCode();
        }
        for (String user : List.of("emma", "mark")) {
            timesheetsApp
                    .asking("openid read:timesheets approve:timesheets")
                    .as(user)
                    .byCode();
        }
        service.asking("read:timesheets approve:timesheets").byClientCredentials();
    }

    /**
     * They get it as long as no role is mapped, and then only those who hold the role.
     *
     * @return what each of them got
     */
    private List<TokenAnswer> peopleExport() throws InterruptedException {
        later();
        boolean mapped = !admin.scopes().requiredRoles(OPEN_SCOPE).isEmpty();
        List<TokenAnswer> answers = new ArrayList<>();
        for (String user : CONTACTS_USERS) {
            TokenAnswer answer =
                    contactsApp.asking("openid " + OPEN_SCOPE).as(user).byCode();
            assertThat(answer.scope().contains(OPEN_SCOPE))
                    .as("%s: %s", user, answer.body())
                    .isEqualTo(!mapped || user.equals("carl"));
            answers.add(answer);
        }
        return answers;
    }

    /** Whatever speaks of the grant's scopes says the same as the answer, and what is refreshed from it does too. */
    private void assertAgreement(TokenAnswer answer) {
        boolean has = answer.scope().contains(OPEN_SCOPE);
        for (TokenAnswer each : List.of(answer, contactsApp.refresh(answer))) {
            assertThat(each.status()).as("%s", each.body()).isEqualTo(200);
            JsonNode introspected = contactsApp
                    .oauth()
                    .introspect(TestRealm.RESOURCE_SERVER, SECRET, each.accessToken())
                    .body();
            for (JsonNode holder : List.of(each.body(), each.accessClaims(), each.refreshClaims(), introspected)) {
                assertThat(TokenAnswer.scope(holder).contains(OPEN_SCOPE))
                        .as("%s", holder)
                        .isEqualTo(has);
            }
            assertThat(each.accessClaims().has(TestRealm.claim(OPEN_SCOPE))).isEqualTo(has);
        }
    }

    /** Time has passed since what was done before. */
    private void later() throws InterruptedException {
        lastWorked = Instant.now().plusMillis(5);
        Thread.sleep(10);
    }
}
