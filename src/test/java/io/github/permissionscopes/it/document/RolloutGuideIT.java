package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.it.framework.InjectRealmAdmin;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
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
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    @InjectAdminClient
    Keycloak keycloak;

    @TempDir
    Path home;

    private Instant lastWorked = Instant.now();

    /** A realm that knows nothing of the product, and was never told to store events. */
    @BeforeEach
    void likeARealmOfBefore() {
        admin.turnSwitch(false);
        admin.configure(Map.of());
        admin.createScope(OPEN_SCOPE, CONTACTS_APP, Map.of());
        RealmEventsConfigRepresentation events = realm.admin().getRealmEventsConfig();
        events.setEventsEnabled(false);
        events.setEnabledEventTypes(List.of());
        realm.admin().updateRealmEventsConfig(events);
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
        admin.client(TIMESHEETS_APP)
                .addOptionalClientScope(admin.scope(OPEN_SCOPE).getId());
        RealmEventsConfigRepresentation events = realm.admin().getRealmEventsConfig();
        events.setEventsEnabled(true);
        events.setEnabledEventTypes(null);
        realm.admin().updateRealmEventsConfig(events);
        MatchResult part = INSTEAD.matcher(Files.readString(DOCUMENT))
                .results()
                .findFirst()
                .orElseThrow();
        Kcadm kcadm = Kcadm.in(home, realm.getBaseUrl().replaceAll("/realms/.*", ""));
        TokenAnswer earlier = later().code(CONTACTS_APP, "anna", PASSWORD, "openid " + OPEN_SCOPE);
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
        OAuth oauth = later();
        List<String> answers = new ArrayList<>();
        for (String name : List.of("timesheets-api", "https://timesheets-api.example")) {
            TokenAnswer answer = oauth.exchange(
                    TIMESHEETS_APP,
                    oauth.login(
                            oauth.browser(),
                            oauth.authorizationUrl(
                                    TIMESHEETS_APP,
                                    "openid read:timesheets " + OPEN_SCOPE + " " + UNDEFINED_SCOPE,
                                    Map.of("resource", name)),
                            "emma",
                            PASSWORD),
                    Map.of());
            assertThat(answer.scope()).contains("read:timesheets").doesNotContain(UNDEFINED_SCOPE);
            answers.add(answer.scope() + " " + answer.accessClaims().path("aud"));
            TokenAnswer refreshed = oauth.refresh(TIMESHEETS_APP, answer.refreshToken(), Map.of());
            answers.add(refreshed.scope() + " " + refreshed.accessClaims().path("aud"));
        }
        return answers;
    }

    /** @return client, scope, reasons and how many users, of what was refused since the last work */
    private List<String> rows(String mode) {
        JsonNode report = new Administration(
                        realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString())
                .get("report?since=" + lastWorked + "&mode=" + mode)
                .body();
        List<String> rows = new ArrayList<>();
        report.path("rows")
                .forEach(row -> rows.add(row.path("client").asText() + " "
                        + row.path("scope").asText() + " "
                        + row.path("reasons").path(0).asText() + " "
                        + row.path("subjects").asText()));
        return rows;
    }

    private Optional<String> check(String path, String answer) throws IOException {
        String asked = SINCE.matcher(path).replaceAll("since=" + lastWorked);
        Answer actual =
                new Administration(realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString()).get(asked);
        assertThat(actual.status()).as(actual.text()).isEqualTo(200);
        String is = JSON.writeValueAsString(actual.body());
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
        OAuth oauth = later();
        for (String user : CONTACTS_USERS) {
            oauth.code(CONTACTS_APP, user, PASSWORD, REQUEST);
        }
        for (String user : List.of("emma", "mark")) {
            oauth.code(TIMESHEETS_APP, user, PASSWORD, "openid read:timesheets approve:timesheets");
        }
        oauth.clientCredentials(SERVICE, SECRET, "read:timesheets approve:timesheets");
    }

    /**
     * They get it as long as no role is mapped, and then only those who hold the role.
     *
     * @return what each of them got
     */
    private List<TokenAnswer> peopleExport() throws InterruptedException {
        OAuth oauth = later();
        String id = new RealmAdmin(realm.admin()).scope(OPEN_SCOPE).getId();
        boolean mapped =
                realm.admin().clientScopes().get(id).getScopeMappings().getAll().getClientMappings() != null;
        List<TokenAnswer> answers = new ArrayList<>();
        for (String user : CONTACTS_USERS) {
            TokenAnswer answer = oauth.code(CONTACTS_APP, user, PASSWORD, "openid " + OPEN_SCOPE);
            assertThat(answer.scope().contains(OPEN_SCOPE))
                    .as("%s: %s", user, answer.body())
                    .isEqualTo(!mapped || user.equals("carl"));
            answers.add(answer);
        }
        return answers;
    }

    /** Whatever speaks of the grant's scopes says the same as the answer, and what is refreshed from it does too. */
    private void assertAgreement(TokenAnswer answer) {
        OAuth oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        boolean has = answer.scope().contains(OPEN_SCOPE);
        for (TokenAnswer each : List.of(answer, oauth.refresh(CONTACTS_APP, answer.refreshToken(), Map.of()))) {
            assertThat(each.status()).as("%s", each.body()).isEqualTo(200);
            JsonNode introspected = oauth.introspect(TestRealm.RESOURCE_SERVER, SECRET, each.accessToken())
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
    private OAuth later() throws InterruptedException {
        lastWorked = Instant.now().plusMillis(5);
        Thread.sleep(10);
        return new OAuth(realm.getBaseUrl(), REDIRECT_URI);
    }
}
