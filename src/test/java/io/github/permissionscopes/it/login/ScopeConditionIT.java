package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** The condition of a conditional sub-flow: who is asked for a second factor. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeConditionIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest(name = "{0} {1}: {2} asks for {3}")
    @CsvSource({
        "any,     '',                             tara, openid profile,                  false",
        "any,     '',                             tara, openid offline_access,           false",
        "any,     '',                             tara, openid read:contacts,            true",
        "any,     '',                             tara, openid delete:contacts,          true",
        "any,     '',                             tom,  openid delete:contacts,          false",
        "any,     '',                             tom,  openid profile read:contacts,    true",
        "given,   delete:contacts,                tara, openid read:contacts,            false",
        "given,   delete:contacts,                tara, openid delete:contacts,          true",
        "given,   delete:contacts,                tom,  openid delete:contacts,          false",
        "given,   email##delete:contacts,         tara, openid delete:contacts,          true",
        "given,   'delete:contacts, offline_access', tara, openid offline_access,        true",
        "given,   delete,                         tara, openid delete:contacts,          false",
        "given,   '',                             tara, openid delete:contacts,          false",
        "refused, '',                             tara, openid delete:contacts,          false",
        "refused, '',                             tom,  openid delete:contacts,          true",
        "refused, '',                             tom,  openid read:contacts,            false",
    })
    void asksWhoWantsAndMayHaveIt(String when, String scopes, String user, String scope, boolean asked) {
        byScope(Map.of("when", when, "scopes", scopes));
        assertAsked(login(user, scope), asked);

        byScope(Map.of("when", when, "scopes", scopes, "negate", "true"));
        assertAsked(login(user, scope), !asked);
    }

    /** Whoever wrote it meant somebody to be asked. */
    @ParameterizedTest
    @CsvSource({
        "what, false, tara, openid profile",
        "what, true,  tara, openid delete:contacts",
        "GIVEN, true, tom,  openid read:contacts",
        "any,  yes,   tara, openid delete:contacts",
        "any,  yes,   tara, openid profile",
    })
    void asksEverybodyWhereItCannotBeRead(String when, String negate, String user, String scope) {
        byScope(Map.of("when", when, "negate", negate));
        assertAsked(login(user, scope), true);

        admin.configure(Map.of("mode", "report"));
        assertAsked(login(user, scope), false);
    }

    @Test
    void doesNotAskWhereNothingIsEnforced() {
        byScope(Map.of("when", "any"));

        admin.configure(Map.of("mode", "report"));
        assertAsked(login(TARA, REQUEST), false);
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        assertAsked(login(TARA, REQUEST), false);
        admin.turnSwitch(false);
        admin.configure(Map.of());
        assertAsked(login(TARA, REQUEST), false);
        byScope(Map.of("when", "any", "negate", "true"));
        assertAsked(login(TARA, REQUEST), false);
    }

    @Test
    void worksInTheFlowOfThePasswordGrant() {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("direct");
        flows.step("direct", "direct-grant-validate-username", "REQUIRED", Map.of());
        flows.step("direct", "direct-grant-validate-password", "REQUIRED", Map.of());
        flows.subFlow("direct", "second", "CONDITIONAL");
        flows.step(
                "second",
                PermissionScopes.CONDITION_ID,
                "REQUIRED",
                Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL));
        flows.step("second", "direct-grant-validate-otp", "REQUIRED", Map.of());
        admin.clients().overrideFlow(EveryGrantClient.ID, "direct_grant", flow);

        assertGrants(client.asking("openid read:contacts").as(TARA).byPassword(), READ_CONTACTS);
        assertGrants(client.asking(REQUEST).as(TOM).byPassword(), READ_CONTACTS);
        assertThat(client.asking(REQUEST).as(TARA).byPassword().error()).isEqualTo("invalid_grant");
        TokenAnswer answer =
                client.asking(REQUEST).with("totp", Totp.code()).as(TARA).byPassword();
        assertGrants(answer, CONTACTS);
        assertGrants(client.refresh(answer), CONTACTS);
    }

    /** Nobody gets past a condition that stands where nothing can be known. The administrator sees it at once. */
    @Test
    void letsNobodyPassBeforeTheUserIsKnown() {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("misplaced");
        flows.subFlow("misplaced", "second", "CONDITIONAL");
        flows.step("second", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", LEVEL));
        flows.step("second", StepUpFlows.PASSWORD_AGAIN, "REQUIRED", Map.of());
        flows.step("misplaced", "auth-username-password-form", "REQUIRED", Map.of());
        admin.clients().overrideFlow(EveryGrantClient.ID, "browser", flow);

        Page page = client.asking(REQUEST).open();

        assertThat(page.asksFor("username")).as("login form").isFalse();
        assertThat(page.status()).isEqualTo(400);
    }

    @Test
    void asksInATokenForAnotherApiForNothing() {
        byScope(Map.of("when", "any"));
        admin.createScope("of:events", EveryGrantClient.ID, Map.of("permissionScopes.api", "events-api"));

        assertAsked(client.asking(REQUEST).of("events-api").as(TARA).login(), false);
    }

    private void byScope(Map<String, String> config) {
        admin.stepUp().byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, config);
    }

    private Page login(String user, String scope) {
        return client.asking(scope).as(user).login();
    }

    private static void assertAsked(Page page, boolean asked) {
        assertThat(page.asksForPasswordAgain())
                .as("second form: %s", page.uri())
                .isEqualTo(asked);
        assertThat(page.parameter("code") == null).as("code in %s", page.uri()).isEqualTo(asked);
    }
}
