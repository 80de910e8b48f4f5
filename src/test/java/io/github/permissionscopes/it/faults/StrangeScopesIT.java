package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a client may write into {@code scope}: a correct token or a clear OAuth error, never a server error. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StrangeScopesIT {
    private static final String LONG_SCOPE = "read:contacts ".repeat(700).trim();

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** Whatever a client writes into {@code scope}: nora, who holds nothing, gets no API scope by it. */
    @ParameterizedTest
    @MethodSource("strangeScopes")
    void neverGrantsAndNeverFailsOnStrangeScopes(String scope) {
        assertHarmless(contactsApp.asking(scope).as("nora").byPassword());
        assertHarmless(service.asking(scope.replace("read:contacts", "approve:timesheets"))
                .byClientCredentials());
        TokenAnswer grant = contactsApp.asking("openid").as("nora").byPassword();
        assertHarmless(contactsApp.asking(scope).byRefresh(grant));

        Page page = contactsApp.asking(scope).open();
        assertThat(page.status()).as("authorization endpoint").isLessThan(500);
    }

    static Stream<String> strangeScopes() {
        return Stream.of(
                "",
                " ",
                "read:contacts read:contacts",
                "  read:contacts  delete:contacts ",
                "read:contacts\tdelete:contacts",
                "read:contacts\ndelete:contacts",
                "read:contacts\u0000",
                "\u0001\u0002 read:contacts",
                "READ:CONTACTS",
                "re\u0430d:contacts",
                "read:contacts:1",
                "read%3Acontacts",
                "no:such:scope",
                "openid read:contacts no:such:scope",
                "\"read:contacts\"",
                "read:contacts,delete:contacts",
                "x".repeat(9_000),
                LONG_SCOPE);
    }

    private static void assertHarmless(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isIn(200, 400);
        if (answer.status() == 200) {
            assertThat(Agreement.apiScopes(answer.scope())).isEmpty();
            assertThat(Agreement.apiScopes(TokenAnswer.scope(answer.accessClaims())))
                    .isEmpty();
        } else {
            assertThat(answer.error()).isIn("invalid_scope", "invalid_request");
        }
    }

    @Test
    void grantsADuplicateOnce() {
        TokenAnswer answer = contactsApp
                .asking("openid read:contacts delete:contacts read:contacts")
                .as("anna")
                .byPassword();

        assertGrants(answer, "read:contacts");
        assertThat(answer.body().path("scope").asText()).containsOnlyOnce("read:contacts");
    }

    @Test
    void leavesAnUnknownScopeToKeycloak() {
        Asking unknown = contactsApp.asking("openid no:such:scope");
        assertThat(unknown.as("anna").byPassword().error()).isEqualTo("invalid_scope");
        assertThat(unknown.open().parameter("error")).isEqualTo("invalid_scope");
        assertThat(service.asking("approve:timesheets no:such:scope")
                        .byClientCredentials()
                        .error())
                .isEqualTo("invalid_scope");
        assertThat(contactsApp.asking("read:timesheets").as("mark").byPassword().error())
                .as("a scope that is not assigned to the client")
                .isEqualTo("invalid_scope");
    }
}
