package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.Profile;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;

/**
 * With Keycloak's own feature for the same parameter, and with the one that reads the scope of a login in another way. What
 * the product does is the same as without them.
 */
@KeycloakIntegrationTest(config = ResourceIndicatorsIT.Server.class)
class ResourceIndicatorsIT {

    static final class Server implements KeycloakServerConfig {
        @Override
        public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
            return new ProductServer()
                    .configure(server)
                    .features(Profile.Feature.RESOURCE_INDICATORS, Profile.Feature.PARAMETERIZED_SCOPES);
        }
    }

    private static final Map<String, String> AUTHENTICATION = Map.of("client_secret", SECRET);

    /** Has no API scope. */
    private static final String PLAIN = "plain-app";

    static final class Realm extends OneApi.GrantsRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return super.configure(realm)
                    .clients(DemoRealm.application(PLAIN, List.of()).fullScopeEnabled(true));
        }
    }

    @InjectRealm(config = Realm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"contacts-api", "https://contacts-api.example"})
    void isForTheNamedApiInEveryGrant(String name) {
        OAuthClient client = client(Map.of("resource", name));
        OneApi api = CONTACTS;

        TokenAnswer password = client.asking(REQUEST).as(DORA).byPassword();
        everywhere(api, password);
        api.assertToken(client.asking(REQUEST).byClientCredentials(), CONTACTS_SCOPES);
        everywhere(
                api,
                client.asking(REQUEST)
                        .byTokenExchange(
                                client(Map.of()).asking("openid").as(DORA).byPassword()));
        everywhere(api, client.asking(REQUEST).byAssertion(OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA)));
        Device device = client.asking(REQUEST).device();
        device.verify(DORA).accept();
        everywhere(api, client.poll(device));
        everywhere(api, client.refresh(password));
    }

    @Test
    void isForTheNamedApiByACode() {
        Page callback = login(Map.of("resource", CONTACTS_URL.audience()));
        everywhere(CONTACTS_URL, exchange(callback, Map.of("resource", CONTACTS_URL.audience())));
        everywhere(CONTACTS, exchange(login(Map.of("audience", CONTACTS_API)), Map.of()));
        assertInvalidTarget(
                exchange(login(Map.of("audience", CONTACTS_API)), Map.of("resource", "https://crm-api.example")));
        assertForAll(exchange(login(Map.of()), Map.of()));
    }

    @Test
    void asksConsentOnlyToWhatTheApiHas() {
        Browser browser = oauth.browser();
        Page consent = consentApp
                .asking(REQUEST)
                .with("resource", CONTACTS_URL.audience())
                .as(DORA)
                .in(browser)
                .login();
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.storedConsent(DORA, CONSENT_APP), CONTACTS_SCOPES);
        CONTACTS_URL.assertEverywhere(oauth, CONSENT_APP, Map.of(), consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    /** It narrows the audience and nothing else. */
    @Test
    void leavesTheParameterToKeycloakWhileTheSwitchIsOffOrTheRealmReports() {
        for (boolean off : List.of(true, false)) {
            admin.turnSwitch(!off);
            admin.configure(Map.of("mode", "report"));

            TokenAnswer answer = exchange(login(Map.of("resource", CONTACTS_URL.audience())), Map.of());

            assertThat(answer.accessClaims().path("aud").asText()).isEqualTo(CONTACTS_URL.audience());
            assertThat(answer.scope()).contains("read:timesheets");
            assertThat(answer.accessClaims().path("resource_access").has("timesheets-api"))
                    .isTrue();
            TokenAnswer refreshed = client(Map.of()).refresh(answer);
            assertThat(refreshed.accessClaims().path("aud").asText()).isEqualTo(CONTACTS_URL.audience());
        }
    }

    @Test
    void leavesTheParameterOfAClientWithoutProtectedScopesToKeycloak() {
        for (boolean on : List.of(false, true)) {
            admin.turnSwitch(on);
            Map<String, String> named = Map.of("resource", CONTACTS_URL.audience());
            Page callback =
                    oauth.client(PLAIN).asking("openid").with(named).as(DORA).login();
            TokenAnswer answer = oauth.exchange(PLAIN, callback, named);
            for (TokenAnswer tokens : List.of(answer, oauth.refresh(PLAIN, answer.refreshToken(), named))) {
                assertThat(tokens.accessClaims().path("aud").asText())
                        .as("%s", tokens.body())
                        .isEqualTo(CONTACTS_URL.audience());
                assertThat(tokens.accessClaims().path("resource_access").has("timesheets-api"))
                        .isTrue();
            }
            TokenAnswer unknown = oauth.token(Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    PLAIN,
                    "username",
                    DORA,
                    "password",
                    PASSWORD,
                    "scope",
                    "openid",
                    "resource",
                    "https://nobody.example"));
            assertThat(unknown.body().path("error_description").asText())
                    .as("Keycloak's own words")
                    .isEqualTo("The requested resource is invalid, missing, unknown, or malformed.");
        }
    }

    /** What Keycloak's feature has put into a refresh token counts as named. */
    @Test
    void takesOverWhatWasGrantedWhileTheSwitchWasOff() {
        admin.turnSwitch(false);
        TokenAnswer before = exchange(login(Map.of("resource", CONTACTS_URL.audience())), Map.of());
        admin.turnSwitch(true);

        everywhere(CONTACTS_URL, client(Map.of()).refresh(before));
    }

    private void everywhere(OneApi api, TokenAnswer answer) {
        api.assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
    }

    private OAuthClient client(Map<String, String> named) {
        return oauth.disguised(form -> OneApi.naming(form, named))
                .client(EveryGrantClient.ID)
                .confidential();
    }

    private Page login(Map<String, String> more) {
        return oauth.client(EveryGrantClient.ID)
                .asking(REQUEST)
                .with(more)
                .as(DORA)
                .login();
    }

    private TokenAnswer exchange(Page callback, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(AUTHENTICATION);
        form.putAll(more);
        return oauth.exchange(EveryGrantClient.ID, callback, form);
    }
}
