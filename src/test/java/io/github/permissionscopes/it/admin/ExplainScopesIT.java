package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.check.Explanation.explain;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST explain}: of a scope that no role would give, or that is not what it seems. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainScopesIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void saysThatAnUnassignedScopeWouldStillBeRefused() {
        assertThat(explain(rest, "mark", CONTACTS_APP, "read:timesheets").advice())
                .isEqualTo("Add client scope read:timesheets to client contacts-app as an optional scope.");
        assertThat(explain(rest, "nora", CONTACTS_APP, "read:timesheets").advice())
                .startsWith("Add client scope read:timesheets to client contacts-app as an optional scope; then it is"
                        + " still refused: Give realm role employee, which contains");
    }

    /** Keycloak drops the assignment of such a scope without a word. */
    @Test
    void aScopeOfAnotherProtocolIsNoneThatAClientCouldHave() {
        admin.scopes().createSaml("role_list", Map.of());

        Explanation answer = explain(rest, "anna", CONTACTS_APP, "role_list");

        assertThat(answer.reason()).isEqualTo("unknown_scope");
        assertThat(answer.action()).isEqualTo("create_scope");
        assertThat(answer.advice())
                .isEqualTo("Client scope role_list is one of protocol saml, which a client of OpenID Connect cannot"
                        + " have. Create one of OpenID Connect, under another name.");
    }

    @Test
    void aValueOfAScopeIsNotUnknown() {
        admin.change(organizations -> organizations.setOrganizationsEnabled(true));
        admin.createScope("organization", TIMESHEETS_APP, Map.of());
        admin.scopes()
                .addMapper(
                        "organization",
                        DemoRealm.mapper("organization", "oidc-organization-membership-mapper", Map.of()));

        Explanation answer = explain(rest, "anna", CONTACTS_APP, "organization:acme");

        assertThat(answer.json().path("scope").asText()).isEqualTo("organization:acme");
        assertThat(answer.reason()).isEqualTo("unassigned_scope");
        assertThat(answer.change().path("scope").asText()).isEqualTo("organization");
        assertThat(answer.advice())
                .isEqualTo("Add client scope organization to client contacts-app as an optional scope. Whether"
                        + " Keycloak then takes organization:acme depends on the value.");
        assertThat(explain(rest, "anna", TIMESHEETS_APP, "organization:acme").advice())
                .as("the client has it, and there is no such organization")
                .isEqualTo("Client timesheets-app has client scope organization, but Keycloak does not take it with"
                        + " this value.");
    }

    @Test
    void saysWhatTokensDoNotName() {
        admin.scopes().setAttribute(READ_CONTACTS, "include.in.token.scope", "false");
        Explanation answer = explain(rest, "anna", CONTACTS_APP, READ_CONTACTS);
        assertThat(answer.verdict()).isEqualTo("granted");
        assertThat(answer.json().path("inToken").asBoolean(true)).isFalse();
        assertThat(answer.text()).startsWith("Granted, not named in tokens");
        assertThat(explain(rest, "nora", CONTACTS_APP, READ_CONTACTS).json().has("inToken"))
                .as("of a refused scope")
                .isFalse();
        JsonNode all = ok(rest.explain("{user: anna, client: contacts-app}"));
        assertThat(all.path("scopes").findValues("inToken"))
                .as("where no scope is named, of the protected one only")
                .hasSize(1);
        assertThat(explain(rest, "anna", CONTACTS_APP, "roles").text())
                .as("of another one that is asked for")
                .startsWith("Passed through, not named in tokens");

        admin.scopes().setAttribute(READ_CONTACTS, "include.in.token.scope", "true");
        assertThat(explain(rest, "anna", CONTACTS_APP, READ_CONTACTS).json().has("inToken"))
                .isFalse();
    }

    @Test
    void saysWhatKeycloakRemovesWhereNothingIsEnforced() {
        for (Map<String, String> settings : List.of(Map.of("mode", "report"), Map.of("reportOnlyApis", CONTACTS_API))) {
            admin.configure(settings);
            Explanation answer = explain(rest, "nora", CONTACTS_APP, READ_CONTACTS);
            assertThat(answer.json().path("takesEffect").asBoolean(true)).isFalse();
            assertThat(answer.json().path("removedByKeycloak").asBoolean()).isTrue();
            assertThat(answer.text()).startsWith("Already removed by Keycloak");
        }
        admin.configure(Map.of());

        assertThat(explain(rest, "nora", CONTACTS_APP, READ_CONTACTS).json().has("removedByKeycloak"))
                .as("in a realm that enforces it is taken out before")
                .isFalse();
    }

    @Test
    void saysWhenNobodyCanHaveTheScope() {
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));

        Explanation answer = explain(rest, "anna", CONTACTS_APP, "orphan");

        assertThat(answer.reason()).isEqualTo("no_permission_defined");
        assertThat(answer.action()).isEqualTo("map_role");
    }

    @Test
    void asksForTheLevelThatIsMissing() {
        admin.scopes().setAttribute(READ_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");
        Explanation answer = explain(rest, "anna", CONTACTS_APP, READ_CONTACTS);
        assertThat(answer.reason()).isEqualTo("acr_too_low");
        assertThat(answer.action()).isEqualTo("reach_level");
        assertThat(answer.change().path("level").asInt()).isEqualTo(2);
        assertThat(answer.advice()).contains("acr_values=2");
        assertThat(explain(rest, "nora", CONTACTS_APP, READ_CONTACTS).reason()).isEqualTo("not_permitted");
        JsonNode reached = ok(rest.explain("{user: anna, client: contacts-app, scope: 'read:contacts', acr: '2'}"));
        assertThat(reached.path("kept").asText()).isEqualTo(READ_CONTACTS);

        admin.scopes().setAttribute(READ_CONTACTS, PermissionScopes.MINIMUM_ACR, "nothing");
        assertThat(explain(rest, "anna", CONTACTS_APP, READ_CONTACTS).action()).isEqualTo("correct_level");
    }
}
