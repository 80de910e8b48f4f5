package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.config.PermissionScopes.CONDITION_ID;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET status}: configuration that names what is not there, or that cannot be read. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StatusConfigIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectNewRealms
    NewRealms realms;

    @Test
    void aLevelThatCannotBeRead() {
        admin.createScope("pay", CONTACTS_APP, Map.of(PermissionScopes.MINIMUM_ACR, "gold"));
        assertThat(findings(rest)).containsExactly("warning unreadable_minimum_acr client_scope pay");
        assertThat(messages(rest)).contains("\"gold\"");

        admin.scopes().setAttribute("pay", PermissionScopes.MINIMUM_ACR, "2");
        assertThat(findings(rest)).as("a scope that needs no permission").isEmpty();
    }

    @Test
    void aScopeWhoseApiIsNoClient() {
        admin.createScope(
                "read:minutes",
                CONTACTS_APP,
                Map.of(PermissionScopes.API, "minutes-api", PermissionScopes.PROTECTED, "false"));
        assertThat(findings(rest)).containsExactly("warning unknown_api client_scope read:minutes");
        assertThat(messages(rest)).contains("\"minutes-api\"");

        admin.scopes().setAttribute("read:minutes", PermissionScopes.API, CONTACTS_API);
        assertThat(findings(rest)).isEmpty();
    }

    @Test
    void aReportOnlyApiThatIsNoClient() {
        admin.clients().create("minutes api", Map.of());
        admin.createScope(
                "read:minutes",
                CONTACTS_APP,
                Map.of(PermissionScopes.API, "minutes api", PermissionScopes.MINIMUM_ACR, "2"));
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API + "##minutes api"));
        assertThat(findings(rest)).isEmpty();

        admin.scopes().delete("read:minutes");
        assertThat(findings(rest)).containsExactly("warning unknown_report_only_api realm " + realm.getName());
        assertThat(messages(rest)).contains("\"minutes api\", to which no client scope belongs");

        admin.client("minutes api").remove();
        assertThat(findings(rest)).containsOnly("warning unknown_report_only_api realm " + realm.getName());
        assertThat(messages(rest)).contains("\"minutes api\"");
    }

    @Test
    void aConditionThatNamesAValueOfAScopeThatTakesNone() {
        admin.createScope("organization", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));
        admin.scopes()
                .addMapper(
                        "organization",
                        DemoRealm.mapper(
                                "organization",
                                "oidc-organization-membership-mapper",
                                Map.of("claim.name", "organization", "multivalued", "true")));
        admin.createScope("read", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "false"));

        addCondition(Map.of("when", "given", "scopes", "organization:acme##email:nope##read:contcts##read:contacts"));

        assertThat(findings(rest))
                .hasSize(2)
                .containsOnly("warning unknown_condition_scope authentication_flow odd sub-flow");
        assertThat(messages(rest)).contains("\"email:nope\"", "\"read:contcts\"");
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
        addCondition(Map.of(key, value));

        assertThat(findings(rest)).containsExactly("warning unreadable_config authentication_flow odd sub-flow");
        assertThat(messages(rest))
                .contains(problem, "Condition - Permission Scopes", "execution ", "odd sub-flow-permission-scopes");
    }

    /** Forms refuse such values; a realm file and an attribute editor do not. */
    @Test
    void attributesAndMappersThatCannotBeRead() {
        Map<String, String> attributes = Map.of(
                PermissionScopes.PROTECTED, "yes", "permissionScopes.minimumACR", "2", "permission-scope.match", "all");
        admin.createScope("read:minutes", CONTACTS_APP, attributes);
        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "never");
        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.MATCH, "all");

        assertThat(findings(rest))
                .contains(
                        "warning unreadable_config client contacts-api",
                        "warning unreadable_config client_scope read:minutes");
        assertThat(messages(rest))
                .contains(
                        "permissionScopes.refusal: \"never\"",
                        "permissionScopes.protected: \"yes\"",
                        "Client scope read:minutes: \"permissionScopes.minimumACR\" is no attribute of it. It has: ",
                        "\"permission-scope.match\" is no attribute of it. It has: ",
                        "\"permissionScopes.match\" is no attribute of it. It has: permissionScopes.refusal.");

        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.MATCH, "");
        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "");
        admin.scopes().delete("read:minutes");
        assertThat(findings(rest)).isEmpty();
    }

    @Test
    void aRealmFileWithWhatCannotBeRead() {
        ClientRepresentation app = new ClientRepresentation();
        app.setClientId("app");
        app.setProtocolMappers(List.of(MapperAdmin.mapper(
                Map.of("permissions.include", "some", "access.token.claim", "yes", "permission.maxSize", "9"))));
        Map<String, String> settings =
                Map.of("mode", "rapport", "tellClient", "maybe", "Refusal", "reject", "max_auth_age", "300");

        NewRealm unreadable = realms.create("unreadable", file -> {
            file.setRequiredActions(List.of(DemoRealm.requiredActions(settings)));
            file.setClients(List.of(app));
        });

        assertThat(findings(unreadable.administration()))
                .hasSize(6)
                .filteredOn("warning unreadable_config client app"::equals)
                .hasSize(3);
        assertThat(findings(unreadable.administration()))
                .filteredOn("warning unreadable_config realm unreadable"::equals)
                .hasSize(3);
        assertThat(messages(unreadable.administration()))
                .contains(
                        "mode: \"rapport\" is not one of enforce, report. The realm enforces.",
                        "tellClient: \"maybe\"",
                        "Refusal: there is no such setting. There are: mode, refusal",
                        "permissions.include: \"some\"",
                        "Mapper Permission Scopes: \"permission.maxSize\" is no setting",
                        "access.token.claim: \"yes\" is neither true nor false. The default counts.");
    }

    private void addCondition(Map<String, String> config) {
        FlowAdmin flows = admin.flows();
        flows.create("odd");
        flows.subFlow("odd", "odd sub-flow", "CONDITIONAL");
        flows.step("odd sub-flow", CONDITION_ID, "REQUIRED", config);
    }
}
