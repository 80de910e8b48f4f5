package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * With Keycloak's own feature for the same parameter, and with the one that reads the scope of a login in another way.
 * What the product does is the same as without them.
 */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class ResourceIndicatorsIT {

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

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(PLAIN)
    OAuthClient plain;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"contacts-api", "https://contacts-api.example"})
    void isForTheNamedApiInEveryGrant(String name) {
        OAuthClient naming = client.naming("resource", name);

        TokenAnswer password = naming.asking(REQUEST).as(DORA).byPassword();
        assertForContacts(password);
        CONTACTS.assertToken(naming.asking(REQUEST).byClientCredentials(), CONTACTS_SCOPES);
        assertForContacts(naming.asking(REQUEST)
                .byTokenExchange(client.asking("openid").as(DORA).byPassword()));
        assertForContacts(naming.asking(REQUEST).byAssertion(OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA)));
        assertForContacts(naming.asking(REQUEST).as(DORA).byDevice());
        assertForContacts(naming.refresh(password));
    }

    @Test
    void isForTheNamedApiByACode() {
        Asking contacts = client.asking(REQUEST).with("audience", CONTACTS_API).as(DORA);

        assertForContacts(client.naming("resource", CONTACTS.audience())
                .asking(REQUEST)
                .of(CONTACTS.audience())
                .as(DORA)
                .byCode());
        assertForContacts(contacts.byCode());
        assertInvalidTarget(client.naming("resource", "https://crm-api.example").exchange(contacts.login()));
        assertForAll(client.asking(REQUEST).as(DORA).byCode());
    }

    @Test
    void asksConsentOnlyToWhatTheApiHas() {
        Page consent =
                consentApp.asking(REQUEST).of(CONTACTS.audience()).as(DORA).login();
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.people().storedConsent(DORA, CONSENT_APP), CONTACTS_SCOPES);
        CONTACTS.assertEverywhere(consentApp, consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    /** It narrows the audience and nothing else. */
    @Test
    void leavesTheParameterToKeycloakWhileTheSwitchIsOffOrTheRealmReports() {
        for (boolean off : List.of(true, false)) {
            admin.turnSwitch(!off);
            admin.configure(Map.of("mode", "report"));

            TokenAnswer answer =
                    client.asking(REQUEST).of(CONTACTS.audience()).as(DORA).byCode();

            assertNarrowedByKeycloak(answer);
            assertThat(answer.scope()).contains("read:timesheets");
            assertThat(client.refresh(answer).accessClaims().path("aud").asText())
                    .isEqualTo(CONTACTS.audience());
        }
    }

    @Test
    void leavesTheParameterOfAClientWithoutProtectedScopesToKeycloak() {
        OAuthClient naming = plain.naming("resource", CONTACTS.audience());
        for (boolean on : List.of(false, true)) {
            admin.turnSwitch(on);
            TokenAnswer answer =
                    naming.asking("openid").of(CONTACTS.audience()).as(DORA).byCode();
            assertNarrowedByKeycloak(answer);
            assertNarrowedByKeycloak(naming.refresh(answer));
            TokenAnswer unknown =
                    plain.asking("openid").of("https://nobody.example").as(DORA).byPassword();
            assertThat(unknown.body().path("error_description").asText())
                    .as("Keycloak's own words")
                    .isEqualTo("The requested resource is invalid, missing, unknown, or malformed.");
        }
    }

    private static void assertNarrowedByKeycloak(TokenAnswer answer) {
        JsonNode claims = answer.accessClaims();
        assertThat(claims.path("aud").asText()).as("%s", answer.body()).isEqualTo(CONTACTS.audience());
        assertThat(claims.path("resource_access").has("timesheets-api")).isTrue();
    }

    /** What Keycloak's feature has put into a refresh token counts as named. */
    @Test
    void takesOverWhatWasGrantedWhileTheSwitchWasOff() {
        TokenAnswer before = admin.whileOff(
                () -> client.asking(REQUEST).of(CONTACTS.audience()).as(DORA).byCode());

        assertForContacts(client.refresh(before));
    }

    private void assertForContacts(TokenAnswer answer) {
        CONTACTS.assertEverywhere(client, answer, CONTACTS_SCOPES);
    }
}
