package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Definitions of what is there already: made by hand, half undone, or left behind. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AdoptionIT {

    private static final String EXPORT = "export:contacts";
    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void anApiWhoseClientIsGoneIsDefinedAgain() {
        define(Map.of("name", READ, "description", "See your customers"));
        admin.client(CRM).remove();

        define(Map.of("name", READ, "description", "See your customers"));

        admin.give("anna", CRM, READ);
        assertThat(granted("anna", READ)).contains(READ);
        assertThat(granted("carl", READ)).doesNotContain(READ);
    }

    @Test
    void aScopeThatEverybodyHasIsClosedByWhoListsIt() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));
        assertNothingToChange();
        assertThat(granted("anna", EXPORT)).contains(EXPORT);

        Answer put = rest.put(
                "apis/" + CONTACTS_API,
                Map.of(
                        "scopes",
                        List.of(
                                Map.of("name", "read:contacts"),
                                Map.of("name", "delete:contacts"),
                                Map.of("name", EXPORT))));

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(granted("anna", EXPORT)).doesNotContain(EXPORT);
        admin.give("anna", CONTACTS_API, EXPORT);
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    /** As the README's "Undo" has it. */
    @Test
    void aScopeThatIsOpenedOnPurposeStaysOpen() {
        Map<String, Object> scope = Map.of("name", READ);
        define(scope);
        admin.unmap(READ, CRM, READ);
        admin.setScopeAttribute(READ, PermissionScopes.PROTECTED, "false");

        assertNothingToChange();
        define(scope);
        assertThat(granted("carl", READ)).contains(READ);

        define(Map.of("name", READ, "roles", List.of(READ)));
        assertThat(granted("carl", READ)).doesNotContain(READ);
        assertThat(admin.scope(READ).getAttributes()).containsEntry(PermissionScopes.PROTECTED, "true");
    }

    @Test
    void whatWasWrittenByHandIsExportedAsItIs() {
        admin.setScopeAttribute("read:contacts", "consent.screen.text", "${base}/items/{id}");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, " 2 ");
        admin.mapRealmRole("read:timesheets", "offline_access");

        assertNothingToChange();
    }

    /** Both APIs say the level of the scope that they share, without the spaces. */
    @Test
    void aSharedScopeIsExportedAsItIs() {
        admin.createPermission("events-api", "delete:contacts");
        admin.map("delete:contacts", "events-api", "delete:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, " 2 ");

        assertNothingToChange();
    }

    @Test
    void aRealmRoleThatAScopeRequiresIsExported() {
        realm.admin().roles().create(role("staff"));
        admin.mapRealmRole("read:contacts", "staff");

        JsonNode bundle = rest.get("bundle").body();

        assertThat(bundle.path("roles").findValuesAsText("name")).contains("staff");
        assertNothingToChange();
    }

    /** It would be the other API's, with the next definition of which the realm role would go. */
    @ParameterizedTest
    @ValueSource(strings = {"books-api", "zoo-api"})
    void aScopeThatIsAnApisByItsAttributeAloneIsTakenByNobody(String other) {
        scopeOfStaff(Map.of(PermissionScopes.API, CONTACTS_API));
        String sharing = "{clientId: %s, scopes: [{name: '%s', roles: [exporter]}]}".formatted(other, EXPORT);

        for (String call : List.of("plan", "apply")) {
            Answer answer = rest.postYaml(call, "apis: [" + sharing + "]");
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.body().path("field").asText()).isEqualTo("/apis/0/scopes/0/name");
        }
        assertThat(definedScopes(CONTACTS_API)).contains(EXPORT);
        assertThat(granted("anna", EXPORT)).contains(EXPORT);

        String both =
                "apis: [%s, {clientId: %s, scopes: [{name: 'read:contacts'}, {name: 'delete:contacts'}, {name: '%s', roles: ['%s', {role: staff}]}]}]"
                        .formatted(sharing, CONTACTS_API, EXPORT, EXPORT);
        assertAppliedOnce(both);
        assertThat(rest.get("apis/" + CONTACTS_API).text()).contains("\"staff\"");
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"books-api", "zoo-api"})
    void whoSharesAScopeDoesNotDescribeIt(String other) {
        admin.createPermission(CONTACTS_API, EXPORT);
        scopeOfStaff(Map.of());
        admin.map(EXPORT, CONTACTS_API, EXPORT);
        JsonNode before = rest.get("bundle").body();

        assertAppliedOnce("apis: [{clientId: %s, scopes: [{name: '%s'}]}]".formatted(other, EXPORT));

        assertThat(rest.get("apis/" + CONTACTS_API).text()).contains("\"staff\"");
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
        assertAppliedOnce(
                "apis: [{clientId: %s, scopes: [{name: 'delete:contacts'}, {name: '%s', description: Export them}, {name: 'read:contacts'}]}]"
                        .formatted(CONTACTS_API, EXPORT));
        assertNothingToChange();
        assertThat(rest.delete("apis/" + other).status()).isEqualTo(204);
        assertThat(rest.get("bundle").text().replace("\"description\":\"Export them\",", ""))
                .isEqualTo(before.toString());
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    /** Nobody has said that logins are to be stopped. */
    @Test
    void aDefaultScopeIsLeftToKeycloakUnlessThePlanSaysSo() {
        String scopeId = admin.createScope(EXPORT, CONTACTS_APP, Map.of());
        admin.client(CONTACTS_APP).removeOptionalClientScope(scopeId);
        admin.client(CONTACTS_APP).addDefaultClientScope(scopeId);
        for (String role : List.of(EXPORT, "editor")) {
            admin.createPermission(CONTACTS_API, role);
            admin.map(EXPORT, CONTACTS_API, role);
        }
        String bundle =
                "apis: [{clientId: %s, scopes: [{name: 'delete:contacts'}, {name: '%s', roles: ['%s']%s}, {name:"
                        + " 'read:contacts'}]}]";

        Answer applied = rest.postYaml("apply", bundle.formatted(CONTACTS_API, EXPORT, EXPORT, ""));

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(applied.body().path("changes").findValuesAsText("field")).containsExactly("roles");
        assertThat(granted("carl", "read:contacts")).doesNotContain(EXPORT);
        assertThat(login("carl").error()).isNull();
        assertThat(admin.scope(EXPORT).getAttributes()).doesNotContainKey(PermissionScopes.API);

        // Keycloak gives it for one of the two roles.
        admin.give("anna", CONTACTS_API, EXPORT);
        assertThat(login("anna").error()).isNull();
        String strict = bundle.formatted(CONTACTS_API, EXPORT, EXPORT + "', 'editor", ", match: all");
        Answer planned = rest.postYaml("plan", strict);
        assertThat(planned.body().path("changes").findValuesAsText("field"))
                .as(planned.text())
                .containsExactly("permissionScopes.match", "roles", "logins");
        assertThat(planned.text()).contains("stopped for users to whom Keycloak gives");
        assertAppliedOnce(strict);
        assertThat(login("anna").error()).isEqualTo("invalid_scope");
    }

    /** Who leaves the scopes out says nothing of them. */
    @Test
    void aScopeThatEverybodyHasStaysOpenWhereScopesAreLeftOut() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));

        for (Map<String, String> said : List.of(Map.of("refusal", "reject"), Map.of("name", "The contacts"))) {
            Answer put = rest.put("apis/" + CONTACTS_API, said);

            assertThat(put.status()).as(put.text()).isEqualTo(200);
            assertThat(granted("anna", EXPORT)).contains(EXPORT);
        }
        assertThat(realm.admin()
                        .clientScopes()
                        .get(admin.scope(EXPORT).getId())
                        .getScopeMappings()
                        .getAll()
                        .getClientMappings())
                .isNull();
    }

    @Test
    void noScopeIsNamedLikeTheKeyOfAMessage() {
        Answer put = rest.put("apis/" + CRM, Map.of("scopes", List.of(Map.of("name", "${base}/items/{id}"))));

        assertThat(put.status()).isEqualTo(400);
        assertThat(put.body().at("/errors/0/field").asText()).isEqualTo("/scopes/0/name");
    }

    /** An export scope that requires the realm role {@code staff}, which Anna has. */
    private void scopeOfStaff(Map<String, String> attributes) {
        realm.admin().roles().create(role("staff"));
        admin.createScope(EXPORT, CONTACTS_APP, attributes);
        admin.mapRealmRole(EXPORT, "staff");
        admin.giveRole("anna", "staff");
    }

    private List<String> definedScopes(String api) {
        return rest.get("apis/" + api).body().path("scopes").findValuesAsText("name");
    }

    /** The same again changes nothing. */
    private void assertAppliedOnce(String bundle) {
        Answer applied = rest.postYaml("apply", bundle);
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(applied.body().path("changes")).isNotEmpty();
        for (String call : List.of("plan", "apply")) {
            Answer again = rest.postYaml(call, bundle);
            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.body().path("changes")).as(again.text()).isEmpty();
        }
    }

    private void define(Map<String, Object> scope) {
        Answer put = rest.put("apis/" + CRM, Map.of("clients", List.of(CONTACTS_APP), "scopes", List.of(scope)));
        assertThat(put.status()).as(put.text()).isBetween(200, 201);
    }

    private void assertNothingToChange() {
        Answer plan = rest.post("plan", rest.get("bundle").body());
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.body().path("changes")).as(plan.text()).isEmpty();
        assertThat(plan.body().path("left")).as(plan.text()).isEmpty();
    }

    private Set<String> granted(String user, String scope) {
        return new OAuth(realm.getBaseUrl(), REDIRECT_URI)
                .password(CONTACTS_APP, user, PASSWORD, "openid " + scope)
                .scope();
    }

    private TokenAnswer login(String user) {
        return new OAuth(realm.getBaseUrl(), REDIRECT_URI).password(CONTACTS_APP, user, PASSWORD, "openid");
    }

    private static RoleRepresentation role(String name) {
        return new RoleRepresentation(name, null, false);
    }
}
