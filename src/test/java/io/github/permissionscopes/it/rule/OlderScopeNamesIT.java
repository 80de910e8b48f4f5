package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As {@link ScopeNamesIT}, on a server on which the feature is called dynamic scopes: there an expression of the scope decides
 * what stands for it, and it need not be like the scope's name.
 */
@StandaloneTest
class OlderScopeNamesIT {

    private static final String ANNA = "anna";
    private static final String CARL = "carl";
    private static final String SHELF = "shelf";

    private static OlderServer server;
    private static OAuthClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new OlderServer("dynamic-scopes");
        client = server.client(EveryGrantClient.ID);
        RealmAdmin admin = server.admin();
        admin.createScope(
                SHELF,
                EveryGrantClient.ID,
                Map.of("is.dynamic.scope", "true", "dynamic.scope.regexp", "paper-*", PermissionScopes.MATCH, "all"));
        admin.map(SHELF, CONTACTS_API, "read:contacts");
        admin.map(SHELF, CONTACTS_API, "delete:contacts");
        admin.createScope("hidden", EveryGrantClient.ID, Map.of(PermissionScopes.PROTECTED, "true"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatTheExpressionMatchesIsJudgedAsTheScope() {
        server.admin().turnSwitch(false);
        TokenAnswer plain = client.asking("openid paper-17").as(ANNA).byPassword();
        assertThat(plain.scope()).as("without the product: %s", plain.body()).contains("paper-17");
        server.admin().turnSwitch(true);

        TokenAnswer answer = client.asking("openid paper-17").as(ANNA).byPassword();
        assertNothing(answer, SHELF);
        assertThat(answer.scope()).doesNotContain("paper-17");
        Device asked = client.asking("openid paper-17").device();
        asked.verify(ANNA).accept();
        assertNothing(client.poll(asked), SHELF);
        assertNothing(client.refresh(plain), SHELF);
        assertThat(client.asking("openid paper-17").as(CARL).byPassword().scope())
                .contains("paper-17");
    }

    @Test
    void anotherCaseIsNoWayAround() {
        for (String name : List.of("HIDDEN", "Hidden", "DELETE:CONTACTS")) {
            Device asked = client.asking("openid " + name).device();
            asked.verify(ANNA).accept();
            TokenAnswer answer = client.poll(asked);
            assertNothing(answer, "hidden");
            assertNothing(answer, "delete:contacts");
        }
    }

    /** Anna may have the scope of that name, and not the one whose expression matches it. */
    @Test
    void whatANameMayStandForIsNotAddedUnasked() {
        RealmAdmin admin = server.admin();
        admin.createScope("paper-42", EveryGrantClient.ID, Map.of(PermissionScopes.AUTO_GRANT, "true"));
        try {
            admin.map("paper-42", CONTACTS_API, "read:contacts");
            admin.setScopeAttribute(SHELF, PermissionScopes.AUTO_GRANT, "true");

            TokenAnswer answer = client.asking("openid").as(ANNA).byPassword();

            assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
            assertThat(answer.scope()).doesNotContain("paper-42");
            assertNothing(answer, SHELF);
            assertThat(client.asking("openid").as(CARL).byPassword().scope()).contains("paper-42");
        } finally {
            admin.setScopeAttribute(SHELF, PermissionScopes.AUTO_GRANT, "");
            admin.deleteScope("paper-42");
        }
    }

    /** What it brings is in the token without its name, and the guard of this server sees it all the same. */
    @Test
    void theGuardSeesAScopeThatTheTokenDoesNotName() {
        RealmAdmin admin = server.admin();
        String id = admin.createScope(
                "unnamed",
                EveryGrantClient.ID,
                Map.of("include.in.token.scope", "false", PermissionScopes.PROTECTED, "true"));
        admin.client(EveryGrantClient.ID).removeOptionalClientScope(id);
        admin.client(EveryGrantClient.ID).addDefaultClientScope(id);
        try {
            assertThat(client.asking("openid").as(ANNA).byPassword().error()).isEqualTo("invalid_scope");
        } finally {
            admin.deleteScope("unnamed");
        }
    }

    private static void assertNothing(TokenAnswer answer, String scope) {
        assertThat(answer.status()).as("answer %s", answer.body()).isIn(200, 400);
        if (answer.status() == 200) {
            assertThat(answer.scope()).doesNotContain(scope);
            assertThat(answer.accessClaims().has(TestRealm.claim(scope)))
                    .as("claim of %s in %s", scope, answer.accessClaims())
                    .isFalse();
        }
    }
}
