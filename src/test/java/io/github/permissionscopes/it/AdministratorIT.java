package io.github.permissionscopes.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.Administration;
import io.github.permissionscopes.it.support.Administration.Answer;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Who may call the administration's REST API. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AdministratorIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @Test
    void withoutATokenNobody() {
        assertProblem(new Administration(realm.getBaseUrl(), null).get("apis/contacts-api"), 401);
    }

    @Test
    void withATokenThatIsNoneNobody() {
        assertProblem(new Administration(realm.getBaseUrl(), "abc").get("apis/contacts-api"), 401);
    }

    @Test
    void aUserWithoutTheRoleIsToldWhichOne() {
        String token = new OAuth(realm.getBaseUrl(), DemoRealm.REDIRECT_URI)
                .password(DemoRealm.CONTACTS_APP, "anna", DemoRealm.PASSWORD, "openid")
                .accessToken();

        Answer answer = new Administration(realm.getBaseUrl(), token).get("apis/contacts-api");

        assertProblem(answer, 403);
        assertThat(answer.body().path("detail").asText()).contains("view-clients", "realm-management");
    }

    @Test
    void anAdministratorOfTheMasterRealmMay() {
        String token = keycloak.tokenManager().getAccessTokenString();

        assertProblem(new Administration(realm.getBaseUrl(), token).get("apis/nothing"), 404);
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("title").asText()).isNotEmpty();
        assertThat(answer.body().path("detail").asText()).isNotEmpty();
    }
}
