package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.AtJwt.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** Access tokens as RFC 9068 wants them, where our mapper says so; and that Keycloak's own endpoints take them. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AccessTokenProfileIT {

    private static final Map<String, String> PROFILE = Map.of("token.dialect", "rfc9068");
    private static final String REQUEST = "openid read:contacts";

    /** Exchanges tokens of its own. */
    private static final String GATEWAY = "gateway";

    /** Has no default scopes, and with them neither a subject nor an audience. */
    private static final String BARE = "bare-app";

    static final class ProfileRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm)
                    .clients(
                            confidential(GATEWAY).attribute("standard.token.exchange.enabled", "true"),
                            DemoRealm.application(BARE, CONTACTS));
            client(realm, BARE).setDefaultClientScopes(List.of());
            return realm;
        }
    }

    @InjectRealm(config = ProfileRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(BARE)
    OAuthClient bareClient;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(value = GATEWAY, confidential = true)
    OAuthClient gateway;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void tokensAreKeycloaksUnlessItIsAskedFor() {
        admin.mappers().add(CONTACTS_APP, Map.of("token.dialect", "keycloak"));

        assertKeycloaks(contactsApp.asking(REQUEST).as("anna").byCode());
        admin.mappers().change(CONTACTS_APP, PROFILE);
        admin.turnSwitch(false);
        assertKeycloaks(contactsApp.asking(REQUEST).as("anna").byCode());
    }

    private static void assertKeycloaks(TokenAnswer answer) {
        assertThat(type(answer)).isEqualTo("JWT");
        assertThat(answer.accessClaims().has("client_id")).isFalse();
    }

    /**
     * The signature is checked by Keycloak's endpoints; the ID token's at_hash is of the token that the client gets.
     */
    @ParameterizedTest
    @CsvSource({"RS256, SHA-256", "ES384, SHA-384", "PS512, SHA-512"})
    void aCodesTokensFollowTheProfileAndServe(String algorithm, String hash) throws Exception {
        admin.clients().setAttribute(CONTACTS_APP, "access.token.signed.response.alg", algorithm);
        admin.clients().setAttribute(CONTACTS_APP, "id.token.signed.response.alg", algorithm);
        admin.mappers().add(CONTACTS_APP, PROFILE);

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertProfile(answer, CONTACTS_APP);
        assertThat(TokenAnswer.header(answer.accessToken()).path("alg").asText())
                .isEqualTo(algorithm);
        assertHashed(answer, hash);
        JsonNode idHeader = TokenAnswer.header(answer.body().path("id_token").asText());
        assertThat(idHeader.path("typ").asText()).isEqualTo("JWT");
        assertThat(idHeader.path("alg").asText()).isEqualTo(algorithm);
        assertEverywhere(contactsApp, answer, "read:contacts");
        assertThat(type(contactsApp.refresh(answer))).isEqualTo("at+jwt");
        assertThat(type(answer.refreshToken())).isEqualTo("JWT");
    }

    /** Keycloak takes the ID token back at logout, and checks its signature. */
    @Test
    void anIdTokenThatWasSignedAgainServesAtLogout() {
        admin.mappers().add(CONTACTS_APP, PROFILE);
        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        OAuth oauth = contactsApp.oauth();
        String idToken = answer.body().path("id_token").asText();
        oauth.browser().open(oauth.endpoint("logout") + "?id_token_hint=" + idToken);

        assertThat(oauth.userinfo(answer.accessToken()).status())
                .as("after the logout")
                .isEqualTo(401);
    }

    @Test
    void tokensOfARedirectFollowTheProfile() throws Exception {
        admin.mappers().add(CONTACTS_APP, PROFILE);

        TokenAnswer redirect = contactsApp
                .asking(REQUEST)
                .with("response_type", "code id_token token")
                .as("anna")
                .login()
                .answer();

        assertProfile(redirect, CONTACTS_APP);
        assertHashed(redirect, "SHA-256");
        assertThat(redirect.idClaims().has("c_hash")).isTrue();
        assertThat(contactsApp.oauth().userinfo(redirect.accessToken()).status())
                .isEqualTo(200);
    }

    @Test
    void otherGrantsFollowTheProfile() {
        admin.mappers().add(CONTACTS_APP, PROFILE);
        admin.mappers().add(SERVICE, PROFILE);

        assertProfile(contactsApp.asking(REQUEST).as("anna").byPassword(), CONTACTS_APP);
        assertProfile(service.asking("read:timesheets").byClientCredentials(), SERVICE);
    }

    @Test
    void tokensOfTheProfileAreExchanged() {
        admin.mappers().add(GATEWAY, PROFILE);
        TokenAnswer subject = gateway.asking(REQUEST).as("anna").byPassword();
        assertThat(type(subject)).isEqualTo("at+jwt");

        assertProfile(gateway.asking(REQUEST).byTokenExchange(subject), GATEWAY);
    }

    @Test
    void whatIsRequiredIsThereAlsoWhereKeycloakWouldLeaveItOut() {
        TokenAnswer plain = bareClient.asking(REQUEST).as("anna").byPassword();
        assertThat(plain.accessClaims().has("sub")).as("without the profile").isFalse();
        admin.mappers().add(BARE, PROFILE);
        admin.scopes().removeMapper("read:contacts", "audience");

        JsonNode withScope = bareClient.asking(REQUEST).as("anna").byPassword().accessClaims();
        assertThat(withScope.path("sub").asText())
                .isEqualTo(admin.user("anna").toRepresentation().getId());
        assertThat(withScope.path("aud").asText()).isEqualTo(CONTACTS_API);
        JsonNode without = bareClient.asking("openid").as("anna").byPassword().accessClaims();
        assertThat(without.path("aud").asText()).isEqualTo(realm.getBaseUrl());
    }

    @Test
    void lightweightTokensFollowTheProfileOnlyWhereTheConfigSaysSo() {
        admin.clients().setAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", "true");
        admin.mappers().add(CONTACTS_APP, PROFILE);
        assertThat(type(contactsApp.asking(REQUEST).as("anna").byPassword())).isEqualTo("JWT");

        admin.mappers().change(CONTACTS_APP, Map.of("token.dialect", "rfc9068", "lightweight.claim", "true"));
        assertProfile(contactsApp.asking(REQUEST).as("anna").byPassword(), CONTACTS_APP);
    }

    @Test
    void aClientWithKeycloaksOwnSettingHasTheTypeToo() throws Exception {
        admin.clients().setAttribute(CONTACTS_APP, "access.token.header.type.rfc9068", "true");
        admin.mappers().add(CONTACTS_APP, PROFILE);

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertProfile(answer, CONTACTS_APP);
        assertHashed(answer, "SHA-256");
    }

    private void assertProfile(TokenAnswer answer, String clientId) {
        AtJwt.assertProfile(answer, realm.getBaseUrl(), clientId);
    }
}
