package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.InjectNewRealms;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/** {@code README.md}: its lines, run in their order, and its clicks do what it says. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ReadmeIT {

    private static final Path README = Path.of("README.md");
    private static final String SERVER = "http://localhost:8080";
    private static final String REALM = "acme";

    /** The administrator whom the README has in the realm master. */
    private static final String ADMINISTRATOR = "admin";

    private static final String LOOK_FIRST = "config.mode=report";
    private static final String REQUEST = "openid read:contacts delete:contacts";

    /** Lines, and where it says so what they answer. Not those of an image (```shell), which .ci/containers runs. */
    private static final Pattern LINES =
            Pattern.compile("```sh\\n(?<lines>.*?)```(?:\\s+```text\\n(?<answer>.*?)```)?", Pattern.DOTALL);

    private static final int ANSWER = 2;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Only for where the server is. */
    @InjectRealm
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectNewRealms
    NewRealms realms;

    @TempDir
    Path home;

    private String readme;

    @BeforeEach
    void anAdministrator() throws IOException {
        assertThat(realm.getBaseUrl()).startsWith(SERVER);
        readme = Files.readString(README);
        RealmAdmin master = new RealmAdmin(keycloak.realm("master"));
        keycloak.realm("master")
                .users()
                .create(UserBuilder.create(ADMINISTRATOR)
                        .enabled(true)
                        .password(ADMINISTRATOR)
                        .build())
                .close();
        realm.cleanup().add(current -> master.user(ADMINISTRATOR).remove());
        master.giveRole(ADMINISTRATOR, "admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "enforce"})
    void itsLinesAreTrue(String mode) throws Exception {
        List<MatchResult> blocks = LINES.matcher(readme).results().toList();
        List<String> lines = blocks.stream()
                .map(block -> block.group(1))
                .map(block -> mode.equals("report") ? block : block.replaceAll("(?m)^.*" + LOOK_FIRST + ".*\\R", ""))
                .toList();
        String token = lines.stream()
                .filter(block -> block.startsWith("TOKEN="))
                .findFirst()
                .orElseThrow();

        realm.cleanup().add(current -> keycloak.realm(REALM).remove());
        // In one shell. The token lives for a minute, and this machine may be slow.
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("$TOKEN")) {
                script.append(token);
            }
            script.append("{\n")
                    .append(lines.get(i))
                    .append("} > ")
                    .append(home.resolve("answer-" + i))
                    .append('\n');
        }
        Curl.in(home);
        Kcadm.in(home, SERVER).run(REALM, "bash", "-euo", "pipefail", "-c", script.toString());

        assertThat(blocks).hasSizeGreaterThan(8);
        assertThat(readme).contains(LOOK_FIRST);
        boolean compared = false;
        for (int i = 0; i < blocks.size(); i++) {
            String answer = Files.readString(home.resolve("answer-" + i)).strip();
            assertThat(answer).as(lines.get(i)).doesNotContain("\"status\":4", "\"error\"");
            if (blocks.get(i).group(ANSWER) != null) {
                assertThat(answer.split(" "))
                        .containsExactlyInAnyOrder(
                                blocks.get(i).group(ANSWER).strip().split(" "));
                compared = true;
            }
            if (lines.get(i).contains("/status")) {
                assertThat(answer)
                        .as("what the README says of it")
                        .contains("\"total\":2,\"counts\":{\"full_scope_allowed\":1,\"unobtainable_scope\":1}");
            }
            if (lines.get(i).contains("/explain")) {
                assertThat(answer).contains("\"enforcement\":\"" + mode + "\"", "\"reason\":\"not_permitted\"");
            }
        }
        assertThat(compared).isTrue();
        assertThat(keycloak.realm(REALM).clients().findByClientId("contacts-api"))
                .as("undone")
                .isEmpty();
        assertThat(keycloak.realm(REALM)
                        .flows()
                        .getRequiredAction("permission-scopes")
                        .isEnabled())
                .isFalse();
    }

    /** Each step of the section is in the words of the console. */
    @Test
    void itsClicksAreTrue() {
        NewRealm acme = realms.create(REALM, empty -> {});
        acme.resource()
                .users()
                .create(UserBuilder.create("anna")
                        .enabled(true)
                        .name("Anna", "Demo")
                        .email("anna@acme.example")
                        .emailVerified(true)
                        .password(PASSWORD)
                        .build())
                .close();
        ReadmeClicks.follow(new ConsoleWalk(CHROMIUM.newBrowser(), SERVER, REALM).logIn(ADMINISTRATOR, ADMINISTRATOR));

        OAuthClient contactsApp = acme.oauth().client(CONTACTS_APP);
        assertThat(contactsApp.asking(REQUEST).as("anna").byCode().scope())
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().scope())
                .as("checked as the README does")
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
    }

    /** What the README's "Undo" says of the protection of one scope. */
    @Test
    void aScopeIsOpenAgainWhereSomebodySaysSo() {
        NewRealm acme = realms.create(
                DemoRealm.configure(RealmBuilder.create().name(REALM).enabled(true))
                        .build());
        Asking nora = acme.oauth().client(CONTACTS_APP).asking(REQUEST).as("nora");

        acme.admin().unmap(DELETE_CONTACTS, CONTACTS_API, DELETE_CONTACTS);

        assertThat(nora.byCode().scope()).doesNotContain(DELETE_CONTACTS);
        assertThat(readme).contains("set its attribute `permissionScopes.protected` to `false`");
        acme.admin().scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.PROTECTED, "false");
        assertThat(nora.in(acme.oauth().browser()).byCode().scope()).contains(DELETE_CONTACTS);
    }
}
