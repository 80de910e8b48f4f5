package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.config.PermissionScopes.AUTHENTICATOR_ID;
import static io.github.permissionscopes.config.PermissionScopes.CONDITION_ID;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET status}: our steps in login flows, where they name what is not there or stand where they do nothing. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StatusFlowsIT {

    private static final Map<String, String> LEVEL = Map.of("level", "2");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void aConditionThatNamesNoScope() {
        condition(Map.of("when", "given", "scopes", "read:contacts##openid##read:gone"));

        assertThat(findings(rest)).containsExactly("warning unknown_condition_scope authentication_flow odd factor");
        assertThat(messages(rest)).contains("\"read:gone\"", "Condition - Permission Scopes", "execution ");
    }

    @Test
    void aConditionWhoseScopeIsDeleted() {
        admin.createScope("read:minutes", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));
        condition(Map.of("when", "given", "scopes", "read:minutes", "level", "2"));
        assertThat(findings(rest)).isEmpty();

        admin.scopes().delete("read:minutes");

        assertThat(findings(rest))
                .as("with its scope the condition loses what it is about")
                .singleElement()
                .asString()
                .endsWith("authentication_flow odd factor");
    }

    @Test
    void aStepThatCannotBeRead() {
        FlowAdmin flows = odd();
        flows.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
        flows.step("odd", AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "rejct", "notice", "perhaps"));

        assertThat(findings(rest)).hasSize(2).containsOnly("warning unreadable_config authentication_flow odd");
        assertThat(messages(rest))
                .contains(
                        "refusal: \"rejct\" is not one of strip, reject",
                        "notice: \"perhaps\" is neither true nor false");
    }

    @Test
    void aConditionWithoutConfig() {
        condition(Map.of());

        assertThat(findings(rest)).containsExactly("info condition_not_configured authentication_flow odd factor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "ALTERNATIVE"})
    void aConditionThatNobodyAsks(String subFlow) {
        secondFactor(odd(), "odd", subFlow);

        assertThat(findings(rest)).containsExactly("warning step_not_asked authentication_flow odd factor");
        assertThat(messages(rest)).contains("stands in no conditional sub-flow");
    }

    @Test
    void aConditionalSubFlowBesideAlternatives() {
        FlowAdmin flow = odd();
        flow.step("odd", "auth-cookie", "ALTERNATIVE", Map.of());
        flow.subFlow("odd", "odd forms", "ALTERNATIVE");
        flow.step("odd forms", "auth-username-password-form", "REQUIRED", Map.of());
        secondFactor(flow, "odd", "CONDITIONAL");

        assertThat(findings(rest)).containsExactly("error step_beside_alternatives authentication_flow odd factor");
        assertThat(messages(rest)).contains("Cookie, sub-flow odd forms");
    }

    /** Keycloak would end every login with an error: the step needs to know who logs in. */
    @Test
    void aStepBeforeTheLogin() {
        FlowAdmin first = odd();
        first.step("odd", AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
        first.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
        assertThat(findings(rest)).containsExactly("error step_before_login authentication_flow odd");
        assertThat(messages(rest)).contains("every login ends with an error");
        first.delete(first.id("odd"));

        FlowAdmin second = odd();
        secondFactor(second, "odd", "CONDITIONAL");
        second.subFlow("odd", "odd log in", "REQUIRED");
        second.step("odd log in", "auth-cookie", "ALTERNATIVE", Map.of());
        second.step("odd log in", "identity-provider-redirector", "ALTERNATIVE", Map.of());
        assertThat(findings(rest)).containsExactly("error step_before_login authentication_flow odd factor");
    }

    /** After the login at an identity provider the user is known from the start. */
    @Test
    void aStepOfAFlowThatLogsNobodyIn() {
        FlowAdmin flow = odd();
        flow.step("odd", AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
        flow.subFlow("odd", "odd factor", "CONDITIONAL");
        flow.step("odd factor", "conditional-user-configured", "REQUIRED", Map.of());
        flow.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
        flow.subFlow("odd", "odd end", "CONDITIONAL");
        flow.step("odd end", CONDITION_ID, "REQUIRED", Map.of("when", "refused"));
        flow.step("odd end", "deny-access-authenticator", "REQUIRED", Map.of());

        assertThat(findings(rest)).isEmpty();
    }

    @Test
    void aStepThatIsAnAlternativeBesideWhatIsRequired() {
        FlowAdmin flow = odd();
        flow.step("odd", "direct-grant-validate-username", "REQUIRED", Map.of());
        flow.step("odd", "direct-grant-validate-password", "REQUIRED", Map.of());
        flow.step("odd", AUTHENTICATOR_ID, "ALTERNATIVE", Map.of("refusal", "reject"));

        assertThat(findings(rest)).containsExactly("warning step_not_asked authentication_flow odd");
        assertThat(messages(rest)).contains("beside what is required");
    }

    /** Who is logged in already does not come by it. */
    @Test
    void aStepInAnAlternativeToTheCookie() {
        FlowAdmin flow = odd();
        flow.subFlow("odd", "odd log in", "REQUIRED");
        flow.step("odd log in", "auth-cookie", "ALTERNATIVE", Map.of());
        flow.subFlow("odd log in", "odd forms", "ALTERNATIVE");
        flow.step("odd forms", "auth-username-password-form", "REQUIRED", Map.of());
        flow.step("odd forms", AUTHENTICATOR_ID, "REQUIRED", Map.of("notice", "true"));
        secondFactor(flow, "odd forms", "CONDITIONAL");

        assertThat(findings(rest))
                .containsExactly(
                        "warning step_not_asked authentication_flow odd factor",
                        "warning step_not_asked authentication_flow odd forms");
        assertThat(messages(rest).lines()).allMatch(line -> line.contains("stands in an alternative to Cookie"));
    }

    /** Keycloak adds the step that it guards as Disabled. */
    @Test
    void aConditionThatGuardsNothing() {
        FlowAdmin flow = odd();
        flow.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
        flow.subFlow("odd", "odd factor", "CONDITIONAL");
        flow.step("odd factor", CONDITION_ID, "REQUIRED", LEVEL);
        flow.step("odd factor", "conditional-user-configured", "REQUIRED", Map.of());
        flow.step("odd factor", "auth-otp-form", "DISABLED", Map.of());
        assertThat(findings(rest)).as("nobody uses the flow yet").isEmpty();

        admin.clients().overrideFlow(CONTACTS_APP, "browser", flow.id("odd"));

        assertThat(findings(rest)).containsExactly("warning step_disabled authentication_flow odd factor");
        assertThat(messages(rest)).contains("has no step beside it that is on");
    }

    private void condition(Map<String, String> config) {
        FlowAdmin flow = odd();
        flow.subFlow("odd", "odd factor", "CONDITIONAL");
        flow.step("odd factor", CONDITION_ID, "REQUIRED", config);
    }

    private FlowAdmin odd() {
        FlowAdmin flows = admin.flows();
        flows.create("odd");
        return flows;
    }

    /** A code, where the condition wants level 2. */
    private static void secondFactor(FlowAdmin flow, String parent, String requirement) {
        flow.subFlow(parent, "odd factor", requirement);
        flow.step("odd factor", CONDITION_ID, "REQUIRED", LEVEL);
        flow.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
    }
}
