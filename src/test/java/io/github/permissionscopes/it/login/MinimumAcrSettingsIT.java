package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The level of authentication and the settings: names of levels, refusal, scopes that nobody asked for. */
@KeycloakIntegrationTest(config = ProductServer.class)
class MinimumAcrSettingsIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> LOW = List.of(READ_CONTACTS);
    private static final Map<String, String> TOO_LOW = Map.of(DELETE_CONTACTS, "acr_too_low");
    private static final String NAMES_OF_LEVELS = "acr.loa.map";
    private static final int LONG = 36_000;

    /** Has both permissions. */
    private static final String CARL = "carl";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.stepUp().byLevel(EveryGrantClient.ID, LONG);
    }

    @Test
    void isAddedUnaskedAtTheLevelOnly() {
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.AUTO_GRANT, "true");

        assertGrants(client.asking("openid").as(CARL).byCode(), List.of());
        assertEverywhere(client, atTheLevel("openid", CARL), DELETE_CONTACTS);
    }

    @Test
    void isRejectedWhereRefusedScopesAre() {
        admin.configure(Map.of("refusal", "reject"));

        assertUnmet(client.asking(REQUEST).as(CARL).login(), LEVEL);
        assertThat(next(events, EventType.LOGIN_ERROR).getError()).isEqualTo("unmet_authentication_requirements");
        assertThat(client.asking(REQUEST).as(CARL).byPassword().error()).isEqualTo("invalid_scope");
        assertGrants(atTheLevel(REQUEST, CARL), CONTACTS);
    }

    @Test
    void theClientIsToldWhatToAskFor() {
        nameLevels("{\"silver\":1,\"gold\":2,\"platinum\":3}");
        admin.configure(Map.of("refusal", "reject"));

        assertUnmet(client.asking(REQUEST).as(CARL).login(), "gold platinum");
        Page gold = client.asking(REQUEST).with("acr_values", "gold").as(CARL).login();
        assertGrants(client.exchange(gold.passwordAgain()), CONTACTS);

        admin.clients().setAttribute(EveryGrantClient.ID, NAMES_OF_LEVELS, "{\"strong\":2,\"weak\":1}");
        assertUnmet(
                client.asking(REQUEST)
                        .with("response_type", "id_token token")
                        .as(CARL)
                        .login(),
                "strong");
    }

    @Test
    void theClientIsToldWithoutInteraction() {
        Browser browser = client.browser();
        client.asking("openid").as(CARL).in(browser).login();
        admin.configure(Map.of("refusal", "reject_if_none_left"));

        assertUnmet(client.asking("openid delete:contacts").in(browser).silently(), LEVEL);
    }

    /** A better login would not be enough. */
    @Test
    void whatIsNotAQuestionOfTheLevelIsAnInvalidScope() {
        admin.configure(Map.of("refusal", "reject"));
        assertThat(client.asking(REQUEST).as("anna").login().parameter("error")).isEqualTo("invalid_scope");

        admin.createScope("orphan", EveryGrantClient.ID, Map.of(PermissionScopes.PROTECTED, "true"));
        Page mixed = client.asking(REQUEST + " orphan").as(CARL).login();
        assertThat(mixed.parameter("error")).isEqualTo("invalid_scope");
        assertThat(mixed.parameter("error_description")).isEqualTo("Not permitted: delete:contacts orphan");

        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, "nobody knows");
        assertThat(client.asking(REQUEST).as(CARL).login().parameter("error")).isEqualTo("invalid_scope");
    }

    private static void assertUnmet(Page rejected, String acrValues) {
        assertThat(rejected.parameter("error")).isEqualTo("unmet_authentication_requirements");
        assertThat(rejected.parameter("error_description"))
                .contains(DELETE_CONTACTS, "acr_values=" + acrValues)
                .doesNotContain(READ_CONTACTS);
    }

    @Test
    void isOnlyReportedInReportMode() {
        admin.configure(Map.of("mode", "report"));

        assertGrants(client.asking(REQUEST).as(CARL).byCode(), CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW, "report");
    }

    /** A client's own mapping could be written by who administers the client alone. */
    @ParameterizedTest
    @CsvSource({"gold, true", "platinum, false", "silver, false", "'2 or more', false", "-1, false", "0, true"})
    void aNameMeansWhatTheRealmSays(String minimum, boolean granted) {
        nameLevels("{\"gold\":2,\"platinum\":3}");
        admin.clients().setAttribute(EveryGrantClient.ID, NAMES_OF_LEVELS, "{\"2\":2,\"silver\":0,\"platinum\":0}");
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MINIMUM_ACR, minimum);

        assertGrants(atTheLevel(REQUEST, CARL), granted ? CONTACTS : LOW);
    }

    /** Nobody needs a permission for it. */
    @Test
    void aScopeWithoutPermissionsAsksForTheLevelAlone() {
        admin.createScope("pay", EveryGrantClient.ID, Map.of(PermissionScopes.MINIMUM_ACR, LEVEL));
        TokenAnswer low = client.asking("openid pay").as("nora").byCode();
        assertThat(low.scope()).contains("openid").doesNotContain("pay");
        assertRefused(next(events, EventType.LOGIN), "openid pay", Map.of("pay", "acr_too_low"));
        assertThat(atTheLevel("openid pay", "nora").scope()).contains("pay");

        admin.scopes().setAttribute("pay", PermissionScopes.PROTECTED, "true");
        events.skipAll();
        atTheLevel("openid pay", "nora");
        assertRefused(next(events, EventType.LOGIN), "openid pay", Map.of("pay", "no_permission_defined"));
    }

    /** Keycloak asks for default scopes whoever logs in. What nothing takes out, the guard stops. */
    @Test
    void isStoppedAsADefaultScopeBelowTheLevel() {
        admin.scopes().makeDefault(DELETE_CONTACTS, EveryGrantClient.ID);

        assertThat(client.asking("openid").as(CARL).byCode().error()).isEqualTo("invalid_scope");
        TokenAnswer answer = assertGrants(atTheLevel("openid", CARL), DELETE_CONTACTS);
        assertGrants(client.refresh(answer), DELETE_CONTACTS);
    }

    @Test
    void isGrantedInARedirectAtTheLevelOnly() {
        Map<String, String> redirect = Map.of("response_type", "id_token token");

        Page low = client.asking(REQUEST).with(redirect).as(CARL).login();
        Page high = client.asking(REQUEST).with(redirect).with(STEP_UP).as(CARL).login();

        assertToken(low.answer().accessClaims(), LOW);
        assertToken(high.passwordAgain().answer().accessClaims(), CONTACTS);
    }

    @Test
    void asksForTheLevelOnlyOfThoseWhoArePermitted() {
        client.asking(REQUEST).as("anna").login();

        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(DELETE_CONTACTS, "not_permitted"));
    }

    private TokenAnswer atTheLevel(String scope, String user) {
        return client.exchange(
                client.asking(scope).with(STEP_UP).as(user).login().passwordAgain());
    }

    private void nameLevels(String names) {
        admin.change(settings -> settings.getAttributes().put(NAMES_OF_LEVELS, names));
    }
}
