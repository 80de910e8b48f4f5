package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET status}: every finding, and that a realm with nothing wrong has none. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StatusIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", config = OtherRealm.class)
    ManagedRealm other;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @Test
    void aRealmThatIsInOrderHasNoFindings() {
        JsonNode status = status();

        assertThat(findings(status)).isEmpty();
        assertThat(status.path("total").asInt()).isZero();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("settings").path("mode").asText()).isEqualTo("enforce");
        assertThat(status.path("versions").path("product").asText()).isNotEmpty();
        assertThat(status.path("versions").path("server").asText()).startsWith("26.");
        assertThat(status.path("seams").findValuesAsText("id"))
                .contains(
                        "permission-scopes",
                        "client_credentials",
                        "refresh_token",
                        "urn:openid:params:grant-type:ciba",
                        "default",
                        "permission-scopes-guard");
        assertThat(status.path("seams").findValuesAsText("live")).containsOnly("true");
    }

    @Test
    void whileTheSwitchIsOff() {
        admin.turnSwitch(false);
        assertThat(status().path("enabled").asBoolean()).isFalse();
        assertThat(findings(status())).containsExactly("info switch_off realm " + realm.getName());
    }

    @Test
    void aProtectedDefaultScopeOfAClientOrOfNewClients() {
        String id = admin.scope("read:contacts").getId();
        ClientResource app = admin.client(CONTACTS_APP);
        app.removeOptionalClientScope(id);
        app.addDefaultClientScope(id);
        realm.admin().addDefaultDefaultClientScope(id);
        try {
            assertThat(findings(status()))
                    .as("without an attribute")
                    .containsExactly(
                            "info default_scope_not_judged client contacts-app",
                            "info default_scope_not_judged client_scope read:contacts");
            admin.setScopeAttribute("read:contacts", PermissionScopes.API, CONTACTS_API);

            JsonNode status = status();

            assertThat(findings(status))
                    .containsExactly(
                            "error protected_default_scope client contacts-app",
                            "error protected_default_scope client_scope read:contacts");
            assertThat(status.path("findings").path(0).path("message").asText()).contains("read:contacts");
            assertThat(status.path("findings").path(0).path("remedy").asText()).contains("permissionScopes.autoGrant");
            assertThat(status.path("counts").path("protected_default_scope").asInt())
                    .isEqualTo(2);
        } finally {
            admin.setScopeAttribute("read:contacts", PermissionScopes.API, "");
            realm.admin().removeDefaultDefaultClientScope(id);
            app.removeDefaultClientScope(id);
            app.addOptionalClientScope(id);
        }
    }

    @Test
    void aProtectedScopeWithoutPermission() {
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));

        assertThat(findings(status())).containsExactly("warning no_permission client_scope orphan");
        admin.deleteScope("orphan");
    }

    @Test
    void aLevelThatCannotBeRead() {
        admin.createScope("pay", CONTACTS_APP, Map.of(PermissionScopes.MINIMUM_ACR, "gold"));
        JsonNode status = status();
        assertThat(findings(status)).containsExactly("warning unreadable_minimum_acr client_scope pay");
        assertThat(status.path("findings").path(0).path("message").asText()).contains("\"gold\"");

        admin.setScopeAttribute("pay", PermissionScopes.MINIMUM_ACR, "2");
        assertThat(findings(status())).as("a scope that needs no permission").isEmpty();
    }

    @Test
    void aPermissionThatIsComposite() {
        admin.compose(CONTACTS_API, "delete:contacts", "read:contacts");
        try {
            assertThat(findings(status())).containsExactly("warning composite_permission client_scope delete:contacts");
        } finally {
            admin.client(CONTACTS_API)
                    .roles()
                    .get("delete:contacts")
                    .deleteComposites(List.of(admin.permission(CONTACTS_API, "read:contacts")));
        }
    }

    @Test
    void aScopeThatNobodyCanGet() {
        admin.createPermission(CONTACTS_API, "export:contacts");
        admin.createScope("export:contacts", CONTACTS_APP, Map.of());
        admin.map("export:contacts", CONTACTS_API, "export:contacts");
        String group = admin.groups().create(null, "exporters");
        String below = admin.groups().create(group, "below");
        admin.groups().give(group, CONTACTS_API, "export:contacts");
        assertThat(findings(status()))
                .as("a group without members")
                .containsExactly("warning unobtainable_scope client_scope export:contacts");

        admin.groups().join("anna", below);
        assertThat(findings(status())).as("a member of a group below").isEmpty();

        admin.client(CONTACTS_APP)
                .removeOptionalClientScope(admin.scope("export:contacts").getId());
        assertThat(findings(status()))
                .as("no client has it")
                .containsExactly("warning unobtainable_scope client_scope export:contacts");
        realm.admin().groups().group(group).remove();
        admin.deleteScope("export:contacts");
    }

    @Test
    void aClientWithFullScopeAllowed() {
        ClientRepresentation app = admin.client(CONTACTS_APP).toRepresentation();
        app.setFullScopeAllowed(true);
        admin.client(CONTACTS_APP).update(app);
        try {
            assertThat(findings(status())).containsExactly("warning full_scope_allowed client contacts-app");
        } finally {
            app.setFullScopeAllowed(false);
            admin.client(CONTACTS_APP).update(app);
        }
    }

    @Test
    void namesThatDifferOnlyByCase() {
        admin.createScope("Read:Contacts", CONTACTS_APP, Map.of());

        assertThat(findings(status())).containsExactly("warning name_clash client_scope Read:Contacts");
        admin.deleteScope("Read:Contacts");
    }

    @Test
    void onePermissionNameOfTwoApisForOneScope() {
        admin.createPermission(EVENTS_API, "read:contacts");
        admin.map("read:contacts", EVENTS_API, "read:contacts");

        assertThat(findings(status())).containsExactly("warning name_clash client_scope read:contacts");
        admin.client(EVENTS_API).roles().get("read:contacts").remove();
    }

    @Test
    void oneIdentifierOfTwoApis() {
        admin.setClientAttribute(EVENTS_API, "resource_url", "https://contacts-api.example");
        assertThat(findings(status())).containsExactly("warning name_clash client contacts-api");

        admin.setClientAttribute(EVENTS_API, "resource_url", "contacts-api");
        assertThat(findings(status()))
                .as("the client ID of another API")
                .containsExactly("warning name_clash client contacts-api");
        admin.setClientAttribute(EVENTS_API, "resource_url", "https://events-api.example");
    }

    @Test
    void aScopeWhoseApiIsNoClient() {
        admin.createScope(
                "read:minutes",
                CONTACTS_APP,
                Map.of(PermissionScopes.API, "minutes-api", PermissionScopes.PROTECTED, "false"));
        JsonNode status = status();
        assertThat(findings(status)).containsExactly("warning unknown_api client_scope read:minutes");
        assertThat(status.path("findings").path(0).path("message").asText()).contains("\"minutes-api\"");

        admin.setScopeAttribute("read:minutes", PermissionScopes.API, CONTACTS_API);
        assertThat(findings(status())).isEmpty();
    }

    @Test
    void aReportOnlyApiThatIsNoClient() {
        ClientRepresentation minutes = new ClientRepresentation();
        minutes.setClientId("minutes api");
        admin.add(minutes);
        admin.createScope(
                "read:minutes",
                CONTACTS_APP,
                Map.of(PermissionScopes.API, "minutes api", PermissionScopes.MINIMUM_ACR, "2"));
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API + "##minutes api"));
        assertThat(findings(status())).isEmpty();

        admin.deleteScope("read:minutes");
        JsonNode noApi = status();
        assertThat(findings(noApi)).containsExactly("warning unknown_report_only_api realm " + realm.getName());
        assertThat(message(noApi)).contains("\"minutes api\", to which no client scope belongs");

        admin.client("minutes api").remove();

        JsonNode status = status();
        assertThat(findings(status)).containsOnly("warning unknown_report_only_api realm " + realm.getName());
        assertThat(status.path("findings").path(0).path("message").asText()).contains("\"minutes api\"");
    }

    @Test
    void aConditionThatNamesNoScope() {
        withCondition(Map.of("when", "given", "scopes", "read:contacts##openid##read:gone"), () -> {
            JsonNode status = status();
            assertThat(findings(status))
                    .containsExactly("warning unknown_condition_scope authentication_flow odd sub-flow");
            assertThat(message(status)).contains("\"read:gone\"", "Condition - Permission Scopes", "execution ");
        });
    }

    @Test
    void aConditionThatNamesAValueOfAScopeThatTakesNone() {
        String organization =
                admin.createScope("organization", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));
        realm.admin()
                .clientScopes()
                .get(organization)
                .getProtocolMappers()
                .createMapper(DemoRealm.mapper(
                        "organization",
                        "oidc-organization-membership-mapper",
                        Map.of("claim.name", "organization", "multivalued", "true")))
                .close();
        admin.createScope("read", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));
        String scopes = "organization:acme##email:nope##read:contcts##read:contacts";
        withCondition(Map.of("when", "given", "scopes", scopes), () -> {
            JsonNode status = status();
            assertThat(findings(status))
                    .containsOnly("warning unknown_condition_scope authentication_flow odd sub-flow");
            assertThat(status.path("findings").findValuesAsText("message"))
                    .hasSize(2)
                    .anyMatch(message -> message.contains("\"email:nope\""))
                    .anyMatch(message -> message.contains("\"read:contcts\""));
        });
    }

    @Test
    void aConditionWhoseScopeIsDeleted() {
        admin.createScope("read:minutes", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));
        withCondition(Map.of("when", "given", "scopes", "read:minutes", "level", "2"), () -> {
            assertThat(findings(status())).isEmpty();

            admin.deleteScope("read:minutes");

            JsonNode status = status();
            assertThat(findings(status))
                    .as("with its scope the condition loses what it is about")
                    .hasSize(1)
                    .allMatch(finding -> finding.endsWith("authentication_flow odd sub-flow"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "level,  gold,   'level: \"gold\" is not a whole number above 0.'",
        "level,  -1,     'level: \"-1\" is not a whole number above 0.'",
        "maxAge, -9x,    'maxAge: \"-9x\" is not a number of seconds, 0 or more.'",
        "when,   always, 'when: \"always\" is not one of any, given, refused.'",
        "when,   given,  'scopes: none is named'",
        "negate, yes,    'negate: \"yes\" is neither true nor false.'",
        "maxage, 60,     '\"maxage\" is no key of it.'",
        "scopes, read:contacts, 'scopes: they count with when=given only'",
        "maxAge, 60,     'maxAge: it counts with a level only'",
    })
    void aConditionThatCannotBeRead(String key, String value, String problem) {
        withCondition(Map.of(key, value), () -> {
            JsonNode status = status();
            assertThat(findings(status)).containsExactly("warning unreadable_config authentication_flow odd sub-flow");
            assertThat(message(status))
                    .contains(problem, "Condition - Permission Scopes", "execution ", "odd sub-flow-permission-scopes");
        });
    }

    @Test
    void aConditionWithoutConfig() {
        withCondition(Map.of(), () -> assertThat(findings(status()))
                .containsExactly("info condition_not_configured authentication_flow odd sub-flow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "ALTERNATIVE"})
    void aConditionThatNobodyAsks(String subFlow) {
        withFlow(
                flows -> {
                    flows.subFlow("odd", "odd sub-flow", subFlow);
                    flows.step("odd sub-flow", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", "2"));
                    flows.step("odd sub-flow", "auth-otp-form", "REQUIRED", Map.of());
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status))
                            .containsExactly("warning step_not_asked authentication_flow odd sub-flow");
                    assertThat(message(status)).contains("stands in no conditional sub-flow");
                });
    }

    @Test
    void aConditionalSubFlowBesideAlternatives() {
        withFlow(
                flows -> {
                    flows.step("odd", "auth-cookie", "ALTERNATIVE", Map.of());
                    flows.subFlow("odd", "odd forms", "ALTERNATIVE");
                    flows.step("odd forms", "auth-username-password-form", "REQUIRED", Map.of());
                    flows.subFlow("odd", "odd factor", "CONDITIONAL");
                    flows.step("odd factor", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", "2"));
                    flows.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status))
                            .containsExactly("error step_beside_alternatives authentication_flow odd factor");
                    assertThat(message(status)).contains("Cookie, sub-flow odd forms");
                });
    }

    /** Keycloak would end every login with an error: the step needs to know who logs in. */
    @Test
    void aStepBeforeTheLogin() {
        withFlow(
                flows -> {
                    flows.step("odd", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
                    flows.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status)).containsExactly("error step_before_login authentication_flow odd");
                    assertThat(message(status)).contains("every login ends with an error");
                });
        withFlow(
                flows -> {
                    flows.subFlow("odd", "odd factor", "CONDITIONAL");
                    flows.step("odd factor", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", "2"));
                    flows.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
                    flows.subFlow("odd", "odd log in", "REQUIRED");
                    flows.step("odd log in", "auth-cookie", "ALTERNATIVE", Map.of());
                    flows.step("odd log in", "identity-provider-redirector", "ALTERNATIVE", Map.of());
                },
                () -> assertThat(findings(status()))
                        .containsExactly("error step_before_login authentication_flow odd factor"));
    }

    /** After the login at an identity provider the user is known from the start. */
    @Test
    void aStepOfAFlowThatLogsNobodyIn() {
        withFlow(
                flows -> {
                    flows.step("odd", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
                    flows.subFlow("odd", "odd factor", "CONDITIONAL");
                    flows.step("odd factor", "conditional-user-configured", "REQUIRED", Map.of());
                    flows.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
                    flows.subFlow("odd", "odd end", "CONDITIONAL");
                    flows.step("odd end", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("when", "refused"));
                    flows.step("odd end", "deny-access-authenticator", "REQUIRED", Map.of());
                },
                () -> assertThat(findings(status())).isEmpty());
    }

    @Test
    void aStepThatIsAnAlternativeBesideWhatIsRequired() {
        withFlow(
                flows -> {
                    flows.step("odd", "direct-grant-validate-username", "REQUIRED", Map.of());
                    flows.step("odd", "direct-grant-validate-password", "REQUIRED", Map.of());
                    flows.step("odd", PermissionScopes.AUTHENTICATOR_ID, "ALTERNATIVE", Map.of("refusal", "reject"));
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status)).containsExactly("warning step_not_asked authentication_flow odd");
                    assertThat(message(status)).contains("beside what is required");
                });
    }

    /** Who is logged in already does not come by it. */
    @Test
    void aStepInAnAlternativeToTheCookie() {
        withFlow(
                flows -> {
                    flows.subFlow("odd", "odd log in", "REQUIRED");
                    flows.step("odd log in", "auth-cookie", "ALTERNATIVE", Map.of());
                    flows.subFlow("odd log in", "odd forms", "ALTERNATIVE");
                    flows.step("odd forms", "auth-username-password-form", "REQUIRED", Map.of());
                    flows.step("odd forms", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("notice", "true"));
                    flows.subFlow("odd forms", "odd factor", "CONDITIONAL");
                    flows.step("odd factor", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", "2"));
                    flows.step("odd factor", "auth-otp-form", "REQUIRED", Map.of());
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status))
                            .containsExactly(
                                    "warning step_not_asked authentication_flow odd factor",
                                    "warning step_not_asked authentication_flow odd forms");
                    assertThat(status.path("findings").findValuesAsText("message"))
                            .allMatch(message -> message.contains("stands in an alternative to Cookie"));
                });
    }

    /** Keycloak adds the step that it guards as Disabled. */
    @Test
    void aConditionThatGuardsNothing() {
        withFlow(
                flows -> {
                    flows.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
                    flows.subFlow("odd", "odd factor", "CONDITIONAL");
                    flows.step("odd factor", PermissionScopes.CONDITION_ID, "REQUIRED", Map.of("level", "2"));
                    flows.step("odd factor", "conditional-user-configured", "REQUIRED", Map.of());
                    flows.step("odd factor", "auth-otp-form", "DISABLED", Map.of());
                },
                () -> {
                    assertThat(findings(status()))
                            .as("nobody uses the flow yet")
                            .isEmpty();
                    admin.overrideFlow(CONTACTS_APP, "browser", new FlowAdmin(realm.admin()).id("odd"));
                    try {
                        JsonNode status = status();
                        assertThat(findings(status))
                                .containsExactly("warning step_disabled authentication_flow odd factor");
                        assertThat(message(status)).contains("has no step beside it that is on");
                    } finally {
                        admin.overrideFlow(CONTACTS_APP, "browser", "");
                    }
                });
    }

    private void withFlow(Consumer<FlowAdmin> steps, Runnable test) {
        FlowAdmin flows = new FlowAdmin(realm.admin());
        String flow = flows.create("odd");
        try {
            steps.accept(flows);
            test.run();
        } finally {
            flows.delete(flow);
        }
    }

    @Test
    void aStepThatCannotBeRead() {
        Map<String, String> config = Map.of("refusal", "rejct", "notice", "perhaps");
        withFlow(
                flows -> {
                    flows.step("odd", "auth-username-password-form", "REQUIRED", Map.of());
                    flows.step("odd", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", config);
                },
                () -> {
                    JsonNode status = status();
                    assertThat(findings(status))
                            .containsExactly(
                                    "warning unreadable_config authentication_flow odd",
                                    "warning unreadable_config authentication_flow odd");
                    assertThat(status.path("findings").findValuesAsText("message"))
                            .anyMatch(message -> message.contains("refusal: \"rejct\" is not one of strip, reject"))
                            .anyMatch(message -> message.contains("notice: \"perhaps\" is neither true nor false"));
                });
    }

    /** Forms refuse such values; a realm file and an attribute editor do not. */
    @Test
    void attributesAndMappersThatCannotBeRead() {
        admin.createScope(
                "read:minutes",
                CONTACTS_APP,
                Map.of(
                        PermissionScopes.PROTECTED,
                        "yes",
                        "permissionScopes.minimumACR",
                        "2",
                        "permission-scope.match",
                        "all"));
        admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "never");
        admin.setClientAttribute(CONTACTS_API, PermissionScopes.MATCH, "all");
        try {
            JsonNode status = status();
            assertThat(findings(status))
                    .contains(
                            "warning unreadable_config client contacts-api",
                            "warning unreadable_config client_scope read:minutes");
            assertThat(status.path("findings").findValuesAsText("message"))
                    .anyMatch(message -> message.contains("permissionScopes.refusal: \"never\""))
                    .anyMatch(message -> message.contains("permissionScopes.protected: \"yes\""))
                    .anyMatch(message ->
                            message.contains("Client scope read:minutes: \"permissionScopes.minimumACR\" is no"
                                    + " attribute of it. It has: "))
                    .anyMatch(message -> message.contains("\"permission-scope.match\" is no attribute of it. It has: "))
                    .anyMatch(message -> message.contains("\"permissionScopes.match\" is no attribute of it. It has: "
                            + "permissionScopes.refusal."));
        } finally {
            admin.setClientAttribute(CONTACTS_API, PermissionScopes.MATCH, "");
            admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "");
            admin.deleteScope("read:minutes");
        }
        assertThat(findings(status())).isEmpty();
    }

    @Test
    void aRealmFileWithWhatCannotBeRead() {
        RealmRepresentation file = new RealmRepresentation();
        file.setRealm("unreadable");
        file.setEnabled(true);
        file.setRequiredActions(List.of(DemoRealm.requiredActions(
                Map.of("mode", "rapport", "tellClient", "maybe", "Refusal", "reject", "max_auth_age", "300"))));
        ClientRepresentation app = new ClientRepresentation();
        app.setClientId("app");
        app.setProtocolMappers(List.of(RealmAdmin.mapper(
                Map.of("permissions.include", "some", "access.token.claim", "yes", "permission.maxSize", "9"))));
        file.setClients(List.of(app));
        keycloak.realms().create(file);
        try {
            JsonNode status = new Administration(
                            realm.getBaseUrl().replace(realm.getName(), "unreadable"),
                            keycloak.tokenManager().getAccessTokenString())
                    .get("status")
                    .body();

            assertThat(findings(status))
                    .containsExactlyInAnyOrder(
                            "warning unreadable_config realm unreadable",
                            "warning unreadable_config realm unreadable",
                            "warning unreadable_config realm unreadable",
                            "warning unreadable_config client app",
                            "warning unreadable_config client app",
                            "warning unreadable_config client app");
            assertThat(status.path("findings").findValuesAsText("message"))
                    .anyMatch(message -> message.contains(
                            "mode: \"rapport\" is not one of enforce, report. The realm" + " enforces."))
                    .anyMatch(message -> message.contains("tellClient: \"maybe\""))
                    .anyMatch(
                            message -> message.contains("Refusal: there is no such setting. There are: mode, refusal"))
                    .anyMatch(message -> message.contains("permissions.include: \"some\""))
                    .anyMatch(message ->
                            message.contains("Mapper Permission Scopes: \"permission.maxSize\" is no setting"))
                    .anyMatch(message -> message.contains(
                            "access.token.claim: \"yes\" is neither true nor false. The default counts."));
        } finally {
            keycloak.realm("unreadable").remove();
        }
    }

    @Test
    void aScopeThatTokensDoNotName() {
        admin.setScopeAttribute("read:contacts", "include.in.token.scope", "false");
        String id = admin.scope("read:contacts").getId();
        try {
            JsonNode status = status();
            assertThat(findings(status)).containsExactly("warning not_in_token client_scope read:contacts");
            assertThat(status.path("findings").path(0).path("remedy").asText())
                    .contains("Include in token scope", "includeInTokenScope=false");
            JsonNode exported = administration.get("bundle").body();
            assertThat(administration.post("plan", exported).body().path("changes"))
                    .as("what the remedy says of an exported bundle")
                    .isEmpty();

            admin.client(CONTACTS_APP).removeOptionalClientScope(id);
            admin.client(CONSENT_APP).removeOptionalClientScope(id);
            admin.client(CONTACTS_APP).addDefaultClientScope(id);
            assertThat(findings(status()))
                    .as("a default scope that only limits roles")
                    .containsExactly("info default_scope_not_judged client contacts-app");
        } finally {
            admin.client(CONTACTS_APP).removeDefaultClientScope(id);
            admin.client(CONTACTS_APP).addOptionalClientScope(id);
            admin.client(CONSENT_APP).addOptionalClientScope(id);
            admin.setScopeAttribute("read:contacts", "include.in.token.scope", "true");
        }
    }

    private void withCondition(Map<String, String> config, Runnable test) {
        withFlow(
                flows -> {
                    flows.subFlow("odd", "odd sub-flow", "CONDITIONAL");
                    flows.step("odd sub-flow", PermissionScopes.CONDITION_ID, "REQUIRED", config);
                },
                test);
    }

    private static String message(JsonNode status) {
        return status.path("findings").path(0).path("message").asText();
    }

    /** The rule meets none of them: no request asks for any. */
    @Test
    void aScopeOfAnotherProtocolIsNoFinding() {
        List<String> names = List.of("Read:Contacts", "saml-orphan", "saml-composite");
        ClientRepresentation app = new ClientRepresentation();
        app.setClientId("saml-app");
        app.setProtocol("saml");
        app.setFullScopeAllowed(true);
        admin.add(app);
        admin.createPermission(CONTACTS_API, "everything");
        admin.compose(CONTACTS_API, "everything", "read:contacts");
        try {
            for (String name : names) {
                ClientScopeRepresentation scope = new ClientScopeRepresentation();
                scope.setName(name);
                scope.setProtocol("saml");
                scope.setAttributes(Map.of(
                        PermissionScopes.PROTECTED, "true",
                        PermissionScopes.API, "gone",
                        PermissionScopes.MINIMUM_ACR, "gold"));
                admin.add(scope);
                admin.client("saml-app").addDefaultClientScope(admin.scope(name).getId());
                realm.admin().addDefaultDefaultClientScope(admin.scope(name).getId());
            }
            admin.map("saml-composite", CONTACTS_API, "everything");

            assertThat(findings(status())).isEmpty();
        } finally {
            names.forEach(admin::deleteScope);
            admin.client("saml-app").remove();
            admin.client(CONTACTS_API).roles().get("everything").remove();
        }
    }

    @Test
    void needsTheRoleThatLookingAtTheRealmNeeds() {
        new Administrators(realm).assertNeeds(keycloak, other, caller -> caller.get("status"), "view-realm");
    }

    private JsonNode status() {
        Answer answer = administration.get("status");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> findings(JsonNode status) {
        List<String> findings = new ArrayList<>();
        status.path("findings")
                .forEach(finding -> findings.add(String.join(
                        " ",
                        finding.path("severity").asText(),
                        finding.path("code").asText(),
                        finding.path("object").path("type").asText(),
                        finding.path("object").path("name").asText())));
        return findings;
    }
}
