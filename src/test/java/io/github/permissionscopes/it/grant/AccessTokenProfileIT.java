package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    private static final List<String> CLIENTS = List.of(CONTACTS_APP, GATEWAY, BARE, SERVICE);

    static final class ProfileRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm)
                    .clients(
                            DemoRealm.application(GATEWAY, CONTACTS)
                                    .publicClient(false)
                                    .secret(SECRET)
                                    .attribute("standard.token.exchange.enabled", "true"),
                            DemoRealm.application(BARE, CONTACTS).defaultClientScopes());
            for (ClientRepresentation client : realm.build().getClients()) {
                if (client.getClientId().equals(BARE)) {
                    client.setDefaultClientScopes(List.of());
                }
            }
            return realm;
        }
    }

    @InjectRealm(config = ProfileRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(BARE)
    OAuthClient bareClient;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void tokensAreKeycloaksUnlessItIsAskedFor() {
        admin.addMapper(CONTACTS_APP, Map.of("token.dialect", "keycloak"));

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertThat(type(answer)).isEqualTo("JWT");
        assertThat(answer.accessClaims().has("client_id")).isFalse();
        admin.removeMapper(CONTACTS_APP);
        admin.addMapper(CONTACTS_APP, PROFILE);
        admin.turnSwitch(false);
        answer = contactsApp.asking(REQUEST).as("anna").byCode();
        assertThat(type(answer)).as("while the switch is off").isEqualTo("JWT");
        assertThat(answer.accessClaims().has("client_id")).isFalse();
    }

    /** The signature is checked by Keycloak's endpoints; the ID token's at_hash is of the token that the client gets. */
    @ParameterizedTest
    @CsvSource({"RS256, SHA-256", "ES384, SHA-384", "PS512, SHA-512"})
    void aCodesTokensFollowTheProfileAndServe(String algorithm, String hash) throws Exception {
        admin.setClientAttribute(CONTACTS_APP, "access.token.signed.response.alg", algorithm);
        admin.setClientAttribute(CONTACTS_APP, "id.token.signed.response.alg", algorithm);
        admin.addMapper(CONTACTS_APP, PROFILE);

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertProfile(answer.accessToken(), CONTACTS_APP);
        assertThat(TokenAnswer.header(answer.accessToken()).path("alg").asText())
                .isEqualTo(algorithm);
        assertThat(answer.idClaims().path("at_hash").asText()).isEqualTo(hash(answer.accessToken(), hash));
        JsonNode idHeader = TokenAnswer.header(answer.body().path("id_token").asText());
        assertThat(idHeader.path("typ").asText()).isEqualTo("JWT");
        assertThat(idHeader.path("alg").asText()).isEqualTo(algorithm);
        Agreement.assertEverywhere(contactsApp, answer, "read:contacts");
        assertThat(type(contactsApp.refresh(answer))).isEqualTo("at+jwt");
        assertThat(type(answer.refreshToken())).isEqualTo("JWT");
    }

    /** Keycloak takes the ID token back at logout, and checks its signature. */
    @Test
    void anIdTokenThatWasSignedAgainServesAtLogout() {
        admin.addMapper(CONTACTS_APP, PROFILE);
        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        oauth.browser()
                .open(oauth.endpoint("logout") + "?id_token_hint="
                        + answer.body().path("id_token").asText());

        assertThat(oauth.userinfo(answer.accessToken()).status())
                .as("after the logout")
                .isEqualTo(401);
    }

    @Test
    void tokensOfARedirectFollowTheProfile() throws Exception {
        admin.addMapper(CONTACTS_APP, PROFILE);

        Page redirect = contactsApp
                .asking(REQUEST)
                .with("response_type", "code id_token token")
                .as("anna")
                .login();

        String token = redirect.parameter("access_token");
        assertProfile(token, CONTACTS_APP);
        JsonNode idToken = TokenAnswer.claims(redirect.parameter("id_token"));
        assertThat(idToken.path("at_hash").asText()).isEqualTo(hash(token, "SHA-256"));
        assertThat(idToken.has("c_hash")).isTrue();
        assertThat(oauth.userinfo(token).status()).isEqualTo(200);
    }

    @Test
    void otherGrantsFollowTheProfile() {
        admin.addMapper(CONTACTS_APP, PROFILE);
        admin.addMapper(SERVICE, PROFILE);

        assertProfile(contactsApp.asking(REQUEST).as("anna").byPassword().accessToken(), CONTACTS_APP);
        assertProfile(
                oauth.clientCredentials(SERVICE, SECRET, "read:timesheets").accessToken(), SERVICE);
    }

    @Test
    void tokensOfTheProfileAreExchanged() {
        admin.addMapper(GATEWAY, PROFILE);
        String subject = oauth.token(Map.of(
                        "grant_type", "password",
                        "client_id", GATEWAY,
                        "client_secret", SECRET,
                        "username", "anna",
                        "password", PASSWORD,
                        "scope", REQUEST))
                .accessToken();
        assertThat(type(subject)).isEqualTo("at+jwt");

        TokenAnswer exchanged = oauth.token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "client_id", GATEWAY,
                "client_secret", SECRET,
                "subject_token", subject,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "scope", REQUEST));

        assertThat(exchanged.status()).as("answer %s", exchanged.body()).isEqualTo(200);
        assertProfile(exchanged.accessToken(), GATEWAY);
    }

    @Test
    void whatIsRequiredIsThereAlsoWhereKeycloakWouldLeaveItOut() {
        TokenAnswer plain = bareClient.asking(REQUEST).as("anna").byPassword();
        assertThat(plain.accessClaims().has("sub")).as("without the profile").isFalse();
        admin.addMapper(BARE, PROFILE);

        JsonNode withScope =
                withoutAudience(() -> bareClient.asking(REQUEST).as("anna").byPassword());
        assertThat(withScope.path("sub").asText())
                .isEqualTo(admin.user("anna").toRepresentation().getId());
        assertThat(withScope.path("aud").asText()).isEqualTo(CONTACTS_API);
        JsonNode without = bareClient.asking("openid").as("anna").byPassword().accessClaims();
        assertThat(without.path("aud").asText()).isEqualTo(realm.getBaseUrl());
    }

    /** Without the audience that the test realm's scopes bring. */
    private JsonNode withoutAudience(java.util.function.Supplier<TokenAnswer> request) {
        var mappers = realm.admin()
                .clientScopes()
                .get(admin.scope("read:contacts").getId())
                .getProtocolMappers();
        var audience = mappers.getMappers().stream()
                .filter(mapper -> mapper.getName().equals("audience"))
                .findFirst()
                .orElseThrow();
        mappers.delete(audience.getId());
        try {
            return request.get().accessClaims();
        } finally {
            mappers.createMapper(audience).close();
        }
    }

    @Test
    void lightweightTokensFollowTheProfileOnlyWhereTheConfigSaysSo() {
        admin.setClientAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", "true");
        admin.addMapper(CONTACTS_APP, PROFILE);
        assertThat(type(contactsApp.asking(REQUEST).as("anna").byPassword())).isEqualTo("JWT");
        admin.removeMapper(CONTACTS_APP);

        admin.addMapper(CONTACTS_APP, Map.of("token.dialect", "rfc9068", "lightweight.claim", "true"));
        TokenAnswer light = contactsApp.asking(REQUEST).as("anna").byPassword();
        assertProfile(light.accessToken(), CONTACTS_APP);
    }

    @Test
    void aClientWithKeycloaksOwnSettingHasTheTypeToo() throws Exception {
        admin.setClientAttribute(CONTACTS_APP, "access.token.header.type.rfc9068", "true");
        admin.addMapper(CONTACTS_APP, PROFILE);

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertProfile(answer.accessToken(), CONTACTS_APP);
        assertThat(answer.idClaims().path("at_hash").asText()).isEqualTo(hash(answer.accessToken(), "SHA-256"));
    }

    private void assertProfile(String token, String clientId) {
        assertThat(type(token)).isEqualTo("at+jwt");
        JsonNode claims = TokenAnswer.claims(token);
        assertThat(claims.fieldNames())
                .toIterable()
                .contains("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope");
        assertThat(claims.path("client_id").asText()).isEqualTo(clientId);
        assertThat(claims.path("iss").asText()).isEqualTo(realm.getBaseUrl());
        assertThat(claims.path("typ").asText()).as("Keycloak's own claim").isEqualTo("Bearer");
    }

    private static String type(TokenAnswer answer) {
        return type(answer.accessToken());
    }

    private static String type(String token) {
        return TokenAnswer.header(token).path("typ").asText();
    }

    /** The left half of the hash (OpenID Connect Core §3.1.3.6). */
    private static String hash(String token, String algorithm) throws Exception {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(token.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }
}
