package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As {@link ScopeNamesIT}, on a server on which the feature is called dynamic scopes: there an expression of the scope
 * decides what stands for it, and it need not be like the scope's name.
 */
@StandaloneTest
class OlderScopeNamesIT {

    private static final String ANNA = "anna";
    private static final String CARL = "carl";
    private static final String SHELF = "shelf";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running("dynamic-scopes");

    private final OAuthClient client = server.client(EveryGrantClient.ID);
    private final RealmAdmin admin = server.admin();

    @BeforeEach
    void setUp() {
        Map<String, String> shelf = Map.of("is.dynamic.scope", "true", "dynamic.scope.regexp", "paper-*");
        admin.createScope(SHELF, EveryGrantClient.ID, shelf);
        admin.requireAll(SHELF, CONTACTS_API, "read:contacts", "delete:contacts");
    }

    @Test
    void whatTheExpressionMatchesIsJudgedAsTheScope() {
        Asking paper = client.asking("openid paper-17").as(ANNA);
        TokenAnswer plain = admin.whileOff(paper::byPassword);
        assertThat(plain.scope()).as("without the product: %s", plain.body()).contains("paper-17");

        TokenAnswer answer = paper.byPassword();
        assertNothing(answer, SHELF);
        assertThat(answer.scope()).doesNotContain("paper-17");
        assertNothing(paper.byDevice(), SHELF);
        assertNothing(client.refresh(plain), SHELF);
        assertThat(paper.as(CARL).byPassword().scope()).contains("paper-17");
    }

    @Test
    void anotherCaseIsNoWayAround() {
        admin.createScope("hidden", EveryGrantClient.ID, Map.of(PermissionScopes.PROTECTED, "true"));
        for (String name : List.of("HIDDEN", "Hidden", "DELETE:CONTACTS")) {
            TokenAnswer answer = client.asking("openid " + name).as(ANNA).byDevice();
            assertNothing(answer, "hidden");
            assertNothing(answer, "delete:contacts");
        }
    }

    /** Anna may have the scope of that name, and not the one whose expression matches it. */
    @Test
    void whatANameMayStandForIsNotAddedUnasked() {
        admin.createScope("paper-42", EveryGrantClient.ID, Map.of(PermissionScopes.AUTO_GRANT, "true"));
        admin.map("paper-42", CONTACTS_API, "read:contacts");
        admin.scopes().setAttribute(SHELF, PermissionScopes.AUTO_GRANT, "true");

        TokenAnswer answer = client.asking("openid").as(ANNA).byPassword();

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).doesNotContain("paper-42");
        assertNothing(answer, SHELF);
        assertThat(client.asking("openid").as(CARL).byPassword().scope()).contains("paper-42");
    }

    /** What it brings is in the token without its name, and the guard of this server sees it all the same. */
    @Test
    void theGuardSeesAScopeThatTheTokenDoesNotName() {
        admin.createScope(
                "unnamed",
                EveryGrantClient.ID,
                Map.of("include.in.token.scope", "false", PermissionScopes.PROTECTED, "true"));
        admin.scopes().makeDefault("unnamed", EveryGrantClient.ID);

        assertNoToken(client.asking("openid").as(ANNA).byPassword(), "invalid_scope");
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
