package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.document.RolloutGuide.OPEN_SCOPE;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code docs/rollout.md}, "A scope that is in use": its commands do what it says where other APIs are enforced. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeInUseGuideIT {

    /** Of the part about a scope that is in use: in place of its first commands, where other APIs are enforced. */
    private static final Pattern INSTEAD = Pattern.compile(
            "## A scope that is in use.*?```sh\\n.*?```bash\\n(?<instead>.*?)```(?<rest>.*)", Pattern.DOTALL);

    /** Nobody gets it where it is enforced: it is protected, and nobody has said what it requires. */
    private static final String UNDEFINED_SCOPE = "undefined";

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

    @TempDir
    Path home;

    private RolloutGuide guide;

    @BeforeEach
    void likeARealmOfBefore() throws IOException {
        guide = new RolloutGuide(realm, admin, contactsApp, home);
        guide.begin();
    }

    /** Only the scope's API is reported on. */
    @Test
    void isTrueOfAScopeInUseWhereOtherApisAreEnforced() throws Exception {
        admin.turnSwitch(true);
        admin.createScope(UNDEFINED_SCOPE, TIMESHEETS_APP, Map.of("permissionScopes.protected", "true"));
        admin.scopes().makeOptional(OPEN_SCOPE, TIMESHEETS_APP);
        admin.settings().changeEvents(events -> {
            events.setEventsEnabled(true);
            events.setEnabledEventTypes(null);
        });
        MatchResult part =
                INSTEAD.matcher(RolloutGuide.text()).results().findFirst().orElseThrow();
        guide.later();
        TokenAnswer earlier =
                contactsApp.asking("openid " + OPEN_SCOPE).as("anna").byCode();
        List<String> before = namingOthers();

        guide.run(part.group(1));

        assertThat(namingOthers()).isEqualTo(before);
        assertThat(rows("enforce"))
                .containsExactly(TIMESHEETS_APP + " " + UNDEFINED_SCOPE + " no_permission_defined 1");
        List<TokenAnswer> exported = guide.peopleExport();
        assertThat(rows("report")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " no_permission_defined 3");
        assertThat(rows("enforce")).isEmpty();
        exported.forEach(this::assertAgreement);
        assertThat(earlier.scope()).contains(OPEN_SCOPE);
        assertAgreement(earlier);

        for (MatchResult step : RolloutGuide.steps(part.group(2))) {
            if (step.group(1) != null) {
                guide.run(step.group(1));
            }
        }
        exported = guide.peopleExport();
        assertThat(rows("report")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " not_permitted 2");
        assertThat(rows("enforce")).isEmpty();
        exported.forEach(this::assertAgreement);

        admin.configure(Map.of());
        exported = guide.peopleExport();
        assertThat(rows("report")).isEmpty();
        assertThat(rows("enforce")).containsExactly(CONTACTS_APP + " " + OPEN_SCOPE + " not_permitted 2");
        exported.forEach(this::assertAgreement);
    }

    /** What an application gets that names an enforced API. */
    private List<String> namingOthers() throws InterruptedException {
        guide.later();
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
        JsonNode report = ok(rest.get("report?since=" + guide.lastWorked() + "&mode=" + mode));
        return each(report.path("rows"), row -> "%s %s %s"
                .formatted(of(row, "client", "scope"), row.at("/reasons/0").asText(), of(row, "subjects")));
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
}
