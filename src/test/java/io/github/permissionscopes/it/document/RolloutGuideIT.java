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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** In the document it is when that was written. */
    private static final Pattern SINCE = Pattern.compile("since=[^&]+");

    private static final String ANY = "...";
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

    private RolloutGuide guide;

    @BeforeEach
    void likeARealmOfBefore() throws IOException {
        guide = new RolloutGuide(realm, admin, contactsApp, home);
        guide.begin();
    }

    @Test
    void isTrue() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> steps = RolloutGuide.steps(RolloutGuide.text());
        for (MatchResult step : steps) {
            if (step.group(1) != null) {
                guide.run(step.group(1));
            } else if (step.group(2) != null) {
                check(step.group(2), step.group(3)).ifPresent(wrong::add);
            } else if (step.group(4).equals("work")) {
                peopleWork();
            } else {
                guide.peopleExport();
            }
        }

        assertThat(steps).hasSizeGreaterThan(10);
        assertThat(wrong).as("answers").isEmpty();
    }

    private Optional<String> check(String path, String answer) throws IOException {
        String asked = SINCE.matcher(path).replaceAll("since=" + guide.lastWorked());
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
        guide.later();
        for (String user : RolloutGuide.CONTACTS_USERS) {
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
}
