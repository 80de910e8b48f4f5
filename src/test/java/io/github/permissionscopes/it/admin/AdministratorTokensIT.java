package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** The administration's calls answer a token as Keycloak's own call answers it that does the same. */
@KeycloakIntegrationTest(config = ProductServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministratorTokensIT {

    @InjectRealm(config = AdministeredRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectRealm(ref = "other", config = OtherRealm.class)
    ManagedRealm other;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectOAuth
    OAuth oauth;

    @ParameterizedTest
    @ValueSource(strings = {AdministeredRealm.FULL, AdministeredRealm.LIGHTWEIGHT})
    void anAdministratorsTokenMayDoAll(String client) {
        assertSame(200, login(client).accessToken());
    }

    @Test
    void aMachinesTokenMayDoAllThatItCarries() {
        assertSame(200, machine(AdministeredRealm.ROBOT));
        assertSame(403, machine(AdministeredRealm.NARROW_ROBOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AdministeredRealm.WITHOUT_ROLES_SCOPE,
                AdministeredRealm.NARROW,
                AdministeredRealm.LIGHTWEIGHT_NARROW
            })
    void aTokenWithoutTheRolesMayDoNothing(String client) {
        assertSame(403, login(client).accessToken());
    }

    @Test
    void aTokenForOneApiMayDoNothing() {
        TokenAnswer answer =
                asking(AdministeredRealm.FULL).with("resource", CONTACTS_API).byPassword();
        assertThat(answer.accessClaims().path("aud").asText()).contains("contacts-api");

        assertSame(403, answer.accessToken());
    }

    @Test
    void whatIsNoAccessTokenIsRefused() {
        TokenAnswer answer = login(AdministeredRealm.FULL);

        assertSame(401, answer.body().path("id_token").asText());
        assertSame(401, answer.refreshToken());
        assertSame(401, "abc");
        assertSame(401, "a.b.c");
        assertSame(401, answer.accessToken() + "x");
        assertSame(401, (String) null);
        for (String header : List.of("Basic YTpi", "Bearer", "Bearer ", "Bearer  a b", "x")) {
            assertSame(401, Administration.authorized(realm.getBaseUrl(), header));
        }
    }

    @Test
    void anExpiredTokenIsRefused() throws InterruptedException {
        String token = login(AdministeredRealm.SHORT).accessToken();
        TimeUnit.SECONDS.sleep(2);

        assertSame(401, token);
    }

    @Test
    void aTokenOfAnotherRealmMayDoNothing() {
        Administration stranger = new Administrators(other).with("realm-admin");

        assertSame(403, stranger.at(realm.getBaseUrl()));
    }

    @Test
    void aTokenOfAnEndedSessionIsRefused() {
        String token = login(AdministeredRealm.FULL).accessToken();
        admin.user(AdministeredRealm.BOSS).logout();

        assertSame(401, token);
    }

    @Test
    void aTokenOfADisabledUserIsRefused() {
        String token = login(AdministeredRealm.FULL).accessToken();
        admin.people().change(AdministeredRealm.BOSS, boss -> boss.setEnabled(false));

        assertSame(401, token);
    }

    @Test
    void aTokenOfADisabledApplicationIsRefused() {
        String token = login(AdministeredRealm.DISABLED).accessToken();
        admin.changeClient(AdministeredRealm.DISABLED, client -> client.setEnabled(false));

        assertSame(401, token);
    }

    @Test
    void aRoleThatWasTakenStaysInTheTokenAsInKeycloaksOwn() {
        String token = login(AdministeredRealm.FULL).accessToken();
        admin.take(AdministeredRealm.BOSS, "realm-management", "realm-admin");
        assertSame(200, token);
    }

    @Test
    void anAdministratorOfTheMasterRealmMayDoWhatTheTokenCarries() {
        assertSame(200, keycloak.tokenManager().getAccessTokenString());
        assertSame(200, masterToken("everything", true));
        assertSame(403, masterToken("nothing", false));
    }

    private void assertSame(int expected, String token) {
        assertSame(expected, new Administration(realm.getBaseUrl(), token));
    }

    private void assertSame(int expected, Administration caller) {
        assertThat(AdministrativeCall.assertSame(admin, caller))
                .as("Keycloak's own answer")
                .containsOnly(expected);
    }

    private TokenAnswer login(String client) {
        TokenAnswer answer = asking(client).byPassword();
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private Asking asking(String client) {
        return oauth.client(client).asking("openid read:contacts").as(AdministeredRealm.BOSS);
    }

    private String machine(String client) {
        return oauth.client(client)
                .confidential()
                .asking("openid")
                .byClientCredentials()
                .accessToken();
    }

    /** Of a client of the master realm, whose service account may administer this realm. */
    private String masterToken(String clientId, boolean allRoles) {
        RealmAdmin master = new RealmAdmin(keycloak.realm("master"));
        master.clients().create(clientId, client -> {
            client.setSecret(SECRET);
            client.setServiceAccountsEnabled(true);
            client.setFullScopeAllowed(allRoles);
        });
        realm.cleanup().add(current -> master.client(clientId).remove());
        master.giveRole("service-account-" + clientId, "admin");
        return new NewRealm("master", realm.getBaseUrl().replaceFirst("/realms/.*", "/realms/master"), keycloak)
                .oauth()
                .client(clientId)
                .confidential()
                .asking("openid")
                .byClientCredentials()
                .accessToken();
    }
}
