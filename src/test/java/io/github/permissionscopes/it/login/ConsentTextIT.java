package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Descriptions with what templates and message formats mean something by: users read them as they were written. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ConsentTextIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        realm.cleanup().add(afterwards -> administration.delete("apis/" + HardTexts.API));
    }

    @ParameterizedTest
    @ValueSource(strings = {"permission-scopes", "keycloak.v2", "keycloak", "base"})
    void areShownAsTheyWereWritten(String theme) {
        theme(theme);
        define();
        HardTexts.names().forEach(name -> admin.give("anna", HardTexts.API, name));

        Page consent = logIn();

        assertThat(consent.document().select("#kc-oauth li").eachText())
                .as(consent.text())
                .containsAll(HardTexts.shown());
        if (theme.equals("permission-scopes")) {
            assertThat(consent.document().select("#kc-oauth h2").eachText()).contains(HardTexts.API_NAME);
        }
    }

    @Test
    void areShownOnTheNotice() {
        admin.configure(Map.of("notice", "true"));
        define();

        Page notice = logIn();

        assertThat(notice.document().select("#permission-scopes-notice li").eachText())
                .as(notice.text())
                .containsAll(HardTexts.shown());
        assertThat(notice.document().select("#permission-scopes-notice h2").eachText())
                .contains(HardTexts.API_NAME);
    }

    /** What nobody has defined stands as it was written in Keycloak's own console. */
    @Test
    void ofAScopeMadeByHandAreShownInTheProductsTheme() {
        theme("permission-scopes");
        admin.createScope(
                "read:drafts",
                CONSENT_APP,
                Map.of("permissionScopes.api", "Drafts {", "consent.screen.text", "${base}/items/{id}"));
        Page consent = consentApp.asking("openid read:drafts").as("anna").login();

        assertThat(consent.document().select("#kc-oauth li").eachText()).contains("${base}/items/{id}");
    }

    @Test
    void areExportedAsTheyWereWrittenAndPlannedOnce() {
        define();

        Answer read = administration.get("apis/" + HardTexts.API);

        assertThat(read.body().path("name").asText()).isEqualTo(HardTexts.API_NAME);
        assertThat(read.body().path("scopes").findValuesAsText("description")).isEqualTo(HardTexts.written());
        Answer plan = administration.post("plan", Map.of("apis", List.of(HardTexts.definition())));
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.body().path("changes")).as(plan.text()).isEmpty();
    }

    /** The file that showed it. */
    @Test
    void aPathWithPlacesIsTakenAndShown() {
        Answer put = administration.put("apis/" + HardTexts.API, TestCase.text("api-dollar-brace-description.json"));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        admin.give("anna", HardTexts.API, "o:r");
        administration.put("apis/" + HardTexts.API, Map.of("clients", List.of(CONSENT_APP)));

        Page consent = consentApp.asking("openid o:r").as("anna").login();

        assertThat(consent.document().select("#kc-oauth li").eachText())
                .as(consent.text())
                .contains("${base}/items/{id}");
    }

    private void define() {
        Answer put = administration.put("apis/" + HardTexts.API, HardTexts.definition());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
    }

    private Page logIn() {
        return consentApp.asking(HardTexts.request()).as("anna").login();
    }

    private void theme(String name) {
        admin.change(settings -> settings.setLoginTheme(name));
    }
}
