package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code docs/rollout.md}: its steps, its commands, and the people who export contacts where it says so. */
final class RolloutGuide {

    static final List<String> CONTACTS_USERS = List.of("anna", "carl", "nora");

    /** Everybody gets it. */
    static final String OPEN_SCOPE = "export:contacts";

    /** Commands; a request with its answer; and the moments at which time passes. */
    private static final Pattern STEP = Pattern.compile(
            "```sh\\n"
                    + "(?<commands>.*?)```|```http\\n"
                    + "GET (?<path>\\S+)\\n"
                    + "```\\s+```json\\n"
                    + "(?<answer>.*?)```|<!-- people (?<people>work|export) -->",
            Pattern.DOTALL);

    private final ManagedRealm realm;
    private final RealmAdmin admin;
    private final OAuthClient contactsApp;
    private final Kcadm kcadm;
    private Instant lastWorked = Instant.now();

    /** @param home an empty folder, for the commands */
    RolloutGuide(ManagedRealm realm, RealmAdmin admin, OAuthClient contactsApp, Path home) throws IOException {
        this.realm = realm;
        this.admin = admin;
        this.contactsApp = contactsApp;
        this.kcadm = Kcadm.in(home, realm.getBaseUrl().replaceAll("/realms/.*", ""));
    }

    static String text() throws IOException {
        return Files.readString(Path.of("docs/rollout.md"));
    }

    /** @return of the text; the groups are commands, path, answer and what people do */
    static List<MatchResult> steps(String text) {
        return STEP.matcher(text).results().toList();
    }

    /** In a realm that knows nothing of the product, and was never told to store events. */
    void begin() {
        admin.turnSwitch(false);
        admin.configure(Map.of());
        admin.createScope(OPEN_SCOPE, CONTACTS_APP, Map.of());
        admin.settings().changeEvents(events -> {
            events.setEventsEnabled(false);
            events.setEnabledEventTypes(List.of());
        });
        realm.admin().clearEvents();
    }

    void run(String commands) throws IOException, InterruptedException {
        kcadm.run(realm.getName(), "bash", "-euc", commands);
    }

    /**
     * They get it as long as no role is mapped, and then only those who hold the role.
     *
     * @return what each of them got
     */
    List<TokenAnswer> peopleExport() throws InterruptedException {
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

    /** Time has passed since what was done before. */
    void later() throws InterruptedException {
        lastWorked = Instant.now().plusMillis(5);
        Thread.sleep(10);
    }

    Instant lastWorked() {
        return lastWorked;
    }
}
