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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST explain}: paths, changes, bad input, and who may ask. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainIT {

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
    void showsTheWayThroughGroupParentGroupRoleAndComposite() {
        realm.addUser(DemoRealm.user("gina"));
        String sales = admin.groups().create(null, "sales");
        String emea = admin.groups().create(sales, "emea");
        admin.groups().give(sales, "manager");
        admin.groups().join("gina", emea);

        JsonNode answer = explainOne("gina", TIMESHEETS_APP, "approve:timesheets");

        assertThat(answer.path("verdict").asText()).isEqualTo("granted");
        assertThat(steps(answer.path("paths").path(0)))
                .containsExactly(
                        "user gina",
                        "group /sales/emea",
                        "group /sales",
                        "role manager",
                        "role timesheets-api approve:timesheets");
        assertThat(answer.path("paths")).hasSize(1);
        realm.admin().groups().group(sales).remove();
    }

    @Test
    void showsTheShortestOfSeveralWays() {
        realm.addUser(DemoRealm.user("hans"));
        admin.giveRole("hans", "manager");
        admin.give("hans", TIMESHEETS_API, "read:timesheets");

        JsonNode answer = explainOne("hans", TIMESHEETS_APP, "read:timesheets");

        assertThat(steps(answer.path("paths").path(0)))
                .containsExactly("user hans", "role timesheets-api read:timesheets");
    }

    @Test
    void compositesThatContainEachOtherDoNoHarm() {
        admin.createPermission(CONTACTS_API, "loop-a");
        admin.createPermission(CONTACTS_API, "loop-b");
        admin.compose(CONTACTS_API, "loop-a", "loop-b");
        admin.compose(CONTACTS_API, "loop-b", "loop-a", "read:contacts");
        realm.addUser(DemoRealm.user("luke"));
        admin.give("luke", CONTACTS_API, "loop-a");

        JsonNode answer = explainOne("luke", CONTACTS_APP, "read:contacts");

        assertThat(steps(answer.path("paths").path(0)))
                .containsExactly(
                        "user luke",
                        "role contacts-api loop-a",
                        "role contacts-api loop-b",
                        "role contacts-api read:contacts");
    }

    @Test
    void namesTheRoleAndWhereToGiveIt() {
        realm.addUser(DemoRealm.user("ines"));
        String support = admin.groups().create(null, "support");
        admin.groups().join("ines", support);

        JsonNode answer = explainOne("ines", CONTACTS_APP, "delete:contacts");

        assertThat(answer.path("reason").asText()).isEqualTo("not_permitted");
        assertThat(answer.path("takesEffect").asBoolean()).isTrue();
        assertThat(answer.path("change").path("action").asText()).isEqualTo("assign_roles");
        assertThat(steps(answer.path("change").path("roles"))).containsExactly("role contacts-api delete:contacts");
        assertThat(steps(answer.path("change").path("to"))).containsExactly("user ines", "group /support");
        assertThat(answer.path("change").path("text").asText())
                .isEqualTo("Give role delete:contacts of client contacts-api to user ines, or to one of the groups"
                        + " /support.");

        admin.give("ines", CONTACTS_API, "delete:contacts");
        assertThat(explainOne("ines", CONTACTS_APP, "delete:contacts")
                        .path("verdict")
                        .asText())
                .as("after the change")
                .isEqualTo("granted");
        realm.admin().groups().group(support).remove();
    }

    @Test
    void namesARealmRoleThatContainsThePermissionBeforeThePermission() {
        realm.addUser(DemoRealm.user("rita"));
        createRealmRole("reader", TIMESHEETS_API, "read:timesheets");
        // Each would be the first by name, or by what it contains, and makes an administrator.
        createRealmRole("admins", "realm-management", "view-users");
        createRealmRole("a-reader", TIMESHEETS_API, "read:timesheets");
        realm.admin()
                .roles()
                .get("a-reader")
                .addComposites(List.of(realm.admin().roles().get("admins").toRepresentation()));
        String team = admin.groups().create(null, "time-team");
        admin.groups().give(team, "reader");
        String staff = admin.groups().create(null, "staff");
        admin.groups().give(staff, TIMESHEETS_API, "read:timesheets");
        String rulers = admin.groups().create(null, "a-rulers");
        admin.groups().give(rulers, "reader");
        String below = admin.groups().create(rulers, "below");
        admin.groups().give(rulers, "admins");
        admin.groups().give(below, "reader");
        JsonNode change = explainOne("rita", TIMESHEETS_APP, "read:timesheets").path("change");

        assertThat(change.path("action").asText()).isEqualTo("assign_roles");
        assertThat(steps(change.path("roles"))).containsExactly("role reader");
        assertThat(steps(change.path("permissions"))).containsExactly("role timesheets-api read:timesheets");
        assertThat(steps(change.path("groups"))).containsExactly("group /staff", "group /time-team");
        assertThat(steps(change.path("to"))).containsExactly("user rita");
        assertThat(change.path("text").asText())
                .isEqualTo("Give realm role reader, which contains role read:timesheets of client timesheets-api, to"
                        + " user rita; or make user rita a member of one of the groups /staff, /time-team"
                        + " (with 1 other role), each of which gives it; or give role read:timesheets of"
                        + " client timesheets-api itself.");

        admin.groups().join("rita", team);
        assertThat(explainOne("rita", TIMESHEETS_APP, "read:timesheets")
                        .path("verdict")
                        .asText())
                .as("after one of the changes")
                .isEqualTo("granted");
        assertThat(steps(explainOne("rita", TIMESHEETS_APP, "approve:timesheets")
                        .path("change")
                        .path("roles")))
                .as("the only one that contains it")
                .containsExactly("role manager");
    }

    @Test
    void namesAGroupBeforeThePermissionWhereOnlyAGroupGivesIt() {
        realm.addUser(DemoRealm.user("vera"));
        String team = admin.groups().create(null, "vera-team");
        admin.groups().join("vera", team);
        String cleaners = admin.groups().create(null, "cleaners");
        admin.groups().give(cleaners, CONTACTS_API, "delete:contacts");
        JsonNode change = explainOne("vera", CONTACTS_APP, "delete:contacts").path("change");

        assertThat(change.path("action").asText()).isEqualTo("assign_roles");
        assertThat(steps(change.path("groups"))).containsExactly("group /cleaners");
        assertThat(change.has("roles")).isFalse();
        assertThat(steps(change.path("permissions"))).containsExactly("role contacts-api delete:contacts");
        assertThat(steps(change.path("to"))).containsExactly("user vera", "group /vera-team");
        assertThat(change.path("text").asText())
                .isEqualTo("Make user vera a member of group /cleaners, which gives role delete:contacts of client"
                        + " contacts-api; or give role delete:contacts of client contacts-api itself to"
                        + " user vera, or to one of the groups /vera-team.");

        admin.groups().join("vera", cleaners);
        assertThat(explainOne("vera", CONTACTS_APP, "delete:contacts")
                        .path("verdict")
                        .asText())
                .as("after the change")
                .isEqualTo("granted");
    }

    @Test
    void namesARealmRoleThatContainsARealmRoleBeforeIt() {
        createRealmRole("auditor", CONTACTS_API, "read:contacts");
        createRealmRole("chief-auditor", CONTACTS_API, "read:contacts");
        realm.admin()
                .roles()
                .get("chief-auditor")
                .addComposites(List.of(realm.admin().roles().get("auditor").toRepresentation()));
        admin.createScope("audit", CONTACTS_APP, Map.of());
        admin.mapRealmRole("audit", "auditor");
        JsonNode change = explainOne("nora", CONTACTS_APP, "audit").path("change");

        assertThat(steps(change.path("roles"))).containsExactly("role chief-auditor");
        assertThat(steps(change.path("permissions"))).containsExactly("role auditor");
        assertThat(change.path("text").asText())
                .isEqualTo("Give realm role chief-auditor, which contains role auditor and 1 other role, to user nora;"
                        + " or give role auditor itself.");
    }

    @Test
    void ofSeveralRealmRolesTheOneThatGivesLeastComesFirst() {
        JsonNode change = explainOne("nora", TIMESHEETS_APP, "read:timesheets").path("change");

        assertThat(steps(change.path("roles"))).as("and not manager").containsExactly("role employee");
        assertThat(change.path("text").asText())
                .startsWith(
                        "Give realm role employee, which contains role read:timesheets of client timesheets-api and 2"
                                + " other roles, to user nora; or give");
    }

    @Test
    void aRealmRoleThatContainsAllIsNamedWhereAllAreNeeded() {
        admin.map("approve:timesheets", TIMESHEETS_API, "read:timesheets");
        admin.setScopeAttribute("approve:timesheets", PermissionScopes.MATCH, "all");
        JsonNode change =
                explainOne("nora", TIMESHEETS_APP, "approve:timesheets").path("change");

        assertThat(steps(change.path("roles"))).containsExactly("role manager");
        assertThat(steps(change.path("permissions")))
                .containsExactly("role timesheets-api approve:timesheets", "role timesheets-api read:timesheets");
    }

    /** Of several roles each of which is enough, it is not the first by name that people are given. */
    @Test
    void ofSeveralRolesThatWouldDoItNamesWhatPeopleAreGiven() {
        admin.createPermission(CONTACTS_API, "admin:contacts");
        admin.compose(CONTACTS_API, "admin:contacts", "delete:contacts");
        admin.map("read:contacts", CONTACTS_API, "admin:contacts");
        createRealmRole("contacts-reader", CONTACTS_API, "read:contacts");
        createRealmRole("a-contacts-boss", CONTACTS_API, "admin:contacts");
        String readers = admin.groups().create(null, "z-readers");
        admin.groups().give(readers, CONTACTS_API, "read:contacts");
        String bosses = admin.groups().create(null, "bosses");
        admin.groups().give(bosses, CONTACTS_API, "admin:contacts");
        JsonNode role = change("nora", CONTACTS_APP, "read:contacts");
        assertThat(steps(role.path("roles"))).containsExactly("role contacts-reader");
        assertThat(steps(role.path("permissions"))).containsExactly("role contacts-api read:contacts");
        assertThat(steps(role.path("groups"))).containsExactly("group /z-readers");

        realm.admin().roles().deleteRole("contacts-reader");
        realm.admin().roles().deleteRole("a-contacts-boss");
        JsonNode group = change("nora", CONTACTS_APP, "read:contacts");
        assertThat(group.has("roles")).isFalse();
        assertThat(steps(group.path("groups"))).as("the one that gives least").containsExactly("group /z-readers");

        List.of(readers, bosses).forEach(id -> realm.admin().groups().group(id).remove());
        JsonNode itself = change("nora", CONTACTS_APP, "read:contacts");
        assertThat(steps(itself.path("roles")))
                .as("the one that contains least")
                .containsExactly("role contacts-api read:contacts");
    }

    @Test
    void ofOneRoleForEachApiAndOneForAllItNamesWhatPeopleAreGiven() {
        createRealmRole("a-chief", CONTACTS_API, "read:contacts", "delete:contacts");
        admin.createScope("addresses", CONTACTS_APP, Map.of());
        admin.map("addresses", CONTACTS_API, "read:contacts");
        admin.map("addresses", EVENTS_API, "view:events");
        admin.mapRealmRole("addresses", "a-chief");
        assertThat(steps(change("nora", CONTACTS_APP, "addresses").path("roles")))
                .as("it speaks for both")
                .containsExactly("role a-chief");

        createRealmRole("clerk", CONTACTS_API, "read:contacts");
        compose("clerk", EVENTS_API, "view:events");
        JsonNode change = change("nora", CONTACTS_APP, "addresses");
        assertThat(steps(change.path("roles"))).containsExactly("role clerk");
        assertThat(steps(change.path("permissions")))
                .containsExactly("role contacts-api read:contacts", "role events-api view:events");
    }

    /** An administrative role may be required itself. */
    @Test
    void namesAnAdministrativeRoleOnlyWhereNothingElseWouldDo() {
        admin.createScope("staff", TIMESHEETS_APP, Map.of(PermissionScopes.MATCH, "any"));
        admin.createPermission(CONTACTS_API, "a-contains-one");
        admin.client(CONTACTS_API)
                .roles()
                .get("a-contains-one")
                .addComposites(List.of(admin.permission("realm-management", "view-users")));
        admin.map("staff", "realm-management", "view-users");
        JsonNode only = change("nora", TIMESHEETS_APP, "staff");
        assertThat(steps(only.path("roles"))).containsExactly("role realm-management view-users");
        assertThat(only.path("text").asText())
                .isEqualTo("Give role view-users of client realm-management to user nora. Mind that by this somebody"
                        + " administers Keycloak; rather map another role to client scope staff.");

        admin.map("staff", CONTACTS_API, "a-contains-one");
        assertThat(change("nora", TIMESHEETS_APP, "staff").path("text").asText())
                .as("what contains one is no better")
                .contains("somebody administers Keycloak");

        admin.createPermission(TIMESHEETS_API, "z:timesheets");
        admin.map("staff", TIMESHEETS_API, "z:timesheets");
        JsonNode other = change("nora", TIMESHEETS_APP, "staff");
        assertThat(steps(other.path("roles"))).containsExactly("role timesheets-api z:timesheets");
        assertThat(other.path("text").asText()).doesNotContain("administers");
    }

    @Test
    void namesTheDefaultRoleOnlyWhereNothingElseWouldDo() {
        String defaultRole = realm.admin().toRepresentation().getDefaultRole().getName();
        admin.createScope("everybody", CONTACTS_APP, Map.of(PermissionScopes.MATCH, "any"));
        admin.mapRealmRole("everybody", defaultRole);
        assertThat(steps(change("nora", CONTACTS_APP, "everybody").path("roles")))
                .containsExactly("role " + defaultRole);

        admin.map("everybody", CONTACTS_API, "delete:contacts");
        assertThat(steps(change("nora", CONTACTS_APP, "everybody").path("roles")))
                .containsExactly("role contacts-api delete:contacts");
    }

    @Test
    void whereAllAreNeededEachMayComeByARoleOfItsOwn() {
        createScopeThatNeeds("a:pay", "z:sign");
        createRealmRole("payer", CONTACTS_API, "a:pay");
        createRealmRole("signer", CONTACTS_API, "z:sign");
        realm.addUser(DemoRealm.user("paul"));
        JsonNode change = change("paul", CONTACTS_APP, "payout");
        assertThat(steps(change.path("roles"))).containsExactly("role payer", "role signer");
        assertThat(steps(change.path("permissions")))
                .containsExactly("role contacts-api a:pay", "role contacts-api z:sign");
        assertThat(change.path("text").asText())
                .isEqualTo("Give realm role payer, which contains role a:pay of client contacts-api, and realm"
                        + " role signer, which contains role z:sign of client contacts-api, to user paul;"
                        + " or give the roles a:pay of client contacts-api, z:sign of client contacts-api"
                        + " themselves.");

        admin.giveRole("paul", "payer");
        admin.giveRole("paul", "signer");
        assertThat(explainOne("paul", CONTACTS_APP, "payout").path("verdict").asText())
                .as("after the change")
                .isEqualTo("granted");

        realm.admin().roles().deleteRole("signer");
        assertThat(steps(change("nora", CONTACTS_APP, "payout").path("roles")))
                .as("where only one comes by a role")
                .containsExactly("role payer", "role contacts-api z:sign");
    }

    @Test
    void whereAllAreNeededAGroupAndItsParentMayGiveThem() {
        createScopeThatNeeds("a:pay", "z:sign");
        String above = admin.groups().create(null, "above");
        admin.groups().give(above, CONTACTS_API, "a:pay");
        admin.groups().give(admin.groups().create(above, "below"), CONTACTS_API, "z:sign");
        String parent = admin.groups().create(null, "parent");
        admin.groups().give(parent, CONTACTS_API, "z:sign");
        String child = admin.groups().create(parent, "child");
        admin.groups().give(child, CONTACTS_API, "a:pay");
        admin.groups().give(child, CONTACTS_API, "read:contacts");
        JsonNode change = change("nora", CONTACTS_APP, "payout");
        assertThat(steps(change.path("groups"))).containsExactly("group /above/below", "group /parent/child");
        assertThat(change.has("roles")).isFalse();
        assertThat(change.path("text").asText())
                .startsWith("Make user nora a member of one of the groups /above/below, /parent/child (with 1 other"
                        + " role), each of which gives the roles a:pay of client contacts-api, z:sign of client"
                        + " contacts-api; or give");
    }

    private void createScopeThatNeeds(String... permissions) {
        admin.createScope("payout", CONTACTS_APP, Map.of(PermissionScopes.MATCH, "all"));
        for (String permission : permissions) {
            admin.createPermission(CONTACTS_API, permission);
            admin.map("payout", CONTACTS_API, permission);
        }
    }

    /** To ask for a token for another API is no remedy where the user may not have the scope there. */
    @Test
    void namesOnlyApisAtWhichTheScopeWouldBeGranted() {
        shareReadContactsWithEvents();
        JsonNode anna = changeFor("anna", "timesheets-api");
        assertThat(anna.path("action").asText()).isEqualTo("name_resource");
        assertThat(texts(anna.path("resources"))).containsExactly(CONTACTS_API);
        assertThat(anna.path("text").asText()).isEqualTo("Ask for a token for contacts-api (parameter resource).");

        JsonNode nora = changeFor("nora", "timesheets-api");
        assertThat(nora.path("action").asText()).isEqualTo("assign_roles");
        assertThat(steps(nora.path("roles"))).containsExactly("role contacts-api read:contacts");
        assertThat(texts(nora.path("resources"))).containsExactly(CONTACTS_API);
        assertThat(nora.path("text").asText())
                .isEqualTo("Ask for a token for contacts-api (parameter resource), and: Give role read:contacts of"
                        + " client contacts-api to user nora.");

        realm.addUser(DemoRealm.user("both"));
        admin.give("both", CONTACTS_API, "read:contacts");
        admin.give("both", EVENTS_API, "read:contacts");
        assertThat(changeFor("both", "timesheets-api").path("text").asText())
                .isEqualTo("Ask for a token for contacts-api or events-api (parameter resource), or for no API in"
                        + " particular.");

        // To name an API that is only reported on changes nothing, and without one it is ambiguous.
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        JsonNode reported = changeFor("anna", "timesheets-api");
        assertThat(steps(reported.path("roles"))).containsExactly("role events-api read:contacts");
        assertThat(texts(reported.path("resources"))).containsExactly(EVENTS_API);
    }

    @Test
    void saysToNameNoApiWhereThatIsWhatHelps() {
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of("permissionScopes.api", "timesheets-api"));
        admin.createScope("nobodys", CONTACTS_APP, Map.of());
        admin.mapRealmRole("nobodys", "employee");
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        assertThat(changeFor("anna", "timesheets-api").path("text").asText())
                .isEqualTo("Leave the parameter resource out of the request.");
        assertThat(changeFor("nora", "timesheets-api").path("text").asText())
                .startsWith("Leave the parameter resource out of the request, and: Give role read:contacts");
        assertThat(changeFor("nora", "timesheets-api", "nobodys").path("text").asText())
                .isEqualTo(
                        "The scope belongs to no API: leave the parameter resource out of the request, and: Give role"
                                + " employee to user nora.");
        assertThat(changeFor("emma", "timesheets-api", "nobodys").path("text").asText())
                .isEqualTo("The scope belongs to no API: leave the parameter resource out of the request.");
    }

    @Test
    void saysThatTheLevelIsMissingToo() {
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of("permissionScopes.api", "timesheets-api"));
        admin.setScopeAttribute("read:contacts", PermissionScopes.MINIMUM_ACR, "2");
        for (JsonNode change : List.of(
                change("nora", CONTACTS_APP, "read:contacts"),
                changeFor("anna", "timesheets-api"),
                changeFor("nora", "timesheets-api"))) {
            assertThat(change.path("level").asInt()).isEqualTo(2);
            assertThat(change.path("text").asText()).contains(". And then: Log in with level 2");
        }
    }

    private void shareReadContactsWithEvents() {
        admin.createPermission(EVENTS_API, "read:contacts");
        admin.map("read:contacts", EVENTS_API, "read:contacts");
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of("permissionScopes.api", "timesheets-api"));
    }

    private JsonNode changeFor(String user, String resource) {
        return changeFor(user, resource, "read:contacts");
    }

    private JsonNode changeFor(String user, String resource, String scope) {
        JsonNode answer = explain(Map.of("user", user, "client", CONTACTS_APP, "scope", scope, "resource", resource))
                .path("scopes")
                .path(0);
        assertThat(answer.path("reason").asText()).isEqualTo("other_api");
        return answer.path("change");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void saysThatAnUnassignedScopeWouldStillBeRefused() {
        assertThat(change("mark", CONTACTS_APP, "read:timesheets").path("text").asText())
                .isEqualTo("Add client scope read:timesheets to client contacts-app as an optional scope.");
        assertThat(change("nora", CONTACTS_APP, "read:timesheets").path("text").asText())
                .startsWith(
                        "Add client scope read:timesheets to client contacts-app as an optional scope; then it is still"
                                + " refused: Give realm role employee, which contains");
    }

    /** Keycloak drops the assignment of such a scope without a word. */
    @Test
    void aScopeOfAnotherProtocolIsNoneThatAClientCouldHave() {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("role_list");
        scope.setProtocol("saml");
        admin.add(scope);
        JsonNode answer = explainOne("anna", CONTACTS_APP, "role_list");

        assertThat(answer.path("reason").asText()).isEqualTo("unknown_scope");
        assertThat(answer.path("change").path("action").asText()).isEqualTo("create_scope");
        assertThat(answer.path("change").path("text").asText())
                .isEqualTo("Client scope role_list is one of protocol saml, which a client of OpenID Connect cannot"
                        + " have. Create one of OpenID Connect, under another name.");
    }

    @Test
    void aValueOfAScopeIsNotUnknown() {
        enableOrganizations(true);
        String id = admin.createScope("organization", TIMESHEETS_APP, Map.of());
        realm.admin()
                .clientScopes()
                .get(id)
                .getProtocolMappers()
                .createMapper(DemoRealm.mapper("organization", "oidc-organization-membership-mapper", Map.of()))
                .close();
        try {
            JsonNode answer = explainOne("anna", CONTACTS_APP, "organization:acme");
            assertThat(answer.path("scope").asText()).isEqualTo("organization:acme");
            assertThat(answer.path("reason").asText()).isEqualTo("unassigned_scope");
            assertThat(answer.path("change").path("scope").asText()).isEqualTo("organization");
            assertThat(answer.path("change").path("text").asText())
                    .isEqualTo("Add client scope organization to client contacts-app as an optional scope. Whether"
                            + " Keycloak then takes organization:acme depends on the value.");

            assertThat(change("anna", TIMESHEETS_APP, "organization:acme")
                            .path("text")
                            .asText())
                    .as("the client has it, and there is no such organization")
                    .isEqualTo("Client timesheets-app has client scope organization, but Keycloak does not take it with"
                            + " this value.");
        } finally {
            admin.deleteScope("organization");
            enableOrganizations(false);
        }
    }

    private void enableOrganizations(boolean enabled) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setOrganizationsEnabled(enabled);
        realm.admin().update(representation);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " \t "})
    void withoutScopeItIsAboutAllScopesOfTheClient(String scope) {
        Map<String, String> question = new HashMap<>(Map.of("user", "anna", "client", CONTACTS_APP));
        question.put("scope", scope);

        JsonNode answer = explain(question);

        assertThat(answer.path("requested").asText().split(" "))
                .containsExactlyInAnyOrder(
                        "basic", "profile", "email", "roles", "read:contacts", "delete:contacts", "offline_access");
        List<String> judged = new ArrayList<>();
        answer.path("scopes").forEach(one -> judged.add(one.path("scope").asText()));
        assertThat(judged).containsExactly(answer.path("requested").asText().split(" "));
        assertThat(answer.path("remarks").path(0).asText())
                .isEqualTo(
                        "No scope was named: all scopes of client contacts-app are judged, default and optional ones,"
                                + " as if one request asked for all of them.");
        assertThat(answer.path("kept").asText().split(" "))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
        assertThat(answer.path("scopes").findValues("inToken"))
                .as("of basic and roles, which nobody asked for")
                .isEmpty();
    }

    @Test
    void aClientWithoutScopes() {
        ClientRepresentation bare = new ClientRepresentation();
        bare.setClientId("bare");
        bare.setDefaultClientScopes(List.of());
        bare.setOptionalClientScopes(List.of());
        admin.add(bare);
        admin.client("bare").getDefaultClientScopes().forEach(scope -> admin.client("bare")
                .removeDefaultClientScope(scope.getId()));
        admin.client("bare").getOptionalClientScopes().forEach(scope -> admin.client("bare")
                .removeOptionalClientScope(scope.getId()));

        JsonNode answer = explain(Map.of("user", "anna", "client", "bare"));

        assertThat(answer.path("scopes")).isEmpty();
        assertThat(answer.path("rejected").asBoolean(true)).isFalse();
        assertThat(answer.path("remarks").path(0).asText())
                .isEqualTo("No scope was named, and the client has none that it could ask for.");
    }

    @Test
    void saysWhatTokensDoNotName() {
        admin.setScopeAttribute("read:contacts", "include.in.token.scope", "false");
        try {
            JsonNode answer = explainOne("anna", CONTACTS_APP, "read:contacts");
            assertThat(answer.path("verdict").asText()).isEqualTo("granted");
            assertThat(answer.path("inToken").asBoolean(true)).isFalse();
            assertThat(answer.path("text").asText()).startsWith("Granted, not named in tokens");
            assertThat(explainOne("nora", CONTACTS_APP, "read:contacts").has("inToken"))
                    .as("of a refused scope")
                    .isFalse();
            JsonNode all = explain(Map.of("user", "anna", "client", CONTACTS_APP));
            assertThat(all.path("scopes").findValues("inToken"))
                    .as("where no scope is named, of the protected one only")
                    .hasSize(1);
            assertThat(explainOne("anna", CONTACTS_APP, "roles").path("text").asText())
                    .as("of another one that is asked for")
                    .startsWith("Passed through, not named in tokens");
        } finally {
            admin.setScopeAttribute("read:contacts", "include.in.token.scope", "true");
        }
        assertThat(explainOne("anna", CONTACTS_APP, "read:contacts").has("inToken"))
                .isFalse();
    }

    @Test
    void saysWhatKeycloakRemovesWhereNothingIsEnforced() {
        for (Map<String, String> settings : List.of(Map.of("mode", "report"), Map.of("reportOnlyApis", CONTACTS_API))) {
            admin.configure(settings);
            JsonNode answer = explainOne("nora", CONTACTS_APP, "read:contacts");
            assertThat(answer.path("takesEffect").asBoolean(true)).isFalse();
            assertThat(answer.path("removedByKeycloak").asBoolean()).isTrue();
            assertThat(answer.path("text").asText()).startsWith("Already removed by Keycloak");
        }
        admin.configure(Map.of());

        assertThat(explainOne("nora", CONTACTS_APP, "read:contacts").has("removedByKeycloak"))
                .as("in a realm that enforces it is taken out before")
                .isFalse();
    }

    @Test
    void saysThatNobodyGetsThisFar() {
        realm.addUser(DemoRealm.user("otto").enabled(false));

        JsonNode answer = explain(Map.of("user", "otto", "client", CONTACTS_APP, "scope", "read:contacts"));

        assertThat(answer.path("remarks").path(0).asText()).startsWith("User otto is disabled");
        assertThat(explain(Map.of("user", "anna", "client", CONTACTS_APP, "scope", "read:contacts"))
                        .has("remarks"))
                .isFalse();
    }

    @Test
    void aScopeNamedTwiceIsOneAndTheOrderStays() {
        JsonNode answer = explain(Map.of(
                "user",
                "carl",
                "client",
                CONTACTS_APP,
                "scope",
                " read:contacts  openid read:contacts delete:contacts "));

        assertThat(answer.path("scopes").findValuesAsText("scope"))
                .containsExactly("read:contacts", "openid", "delete:contacts");
        assertThat(answer.path("kept").asText()).isEqualTo("read:contacts openid delete:contacts");
    }

    @Test
    void aClientOfAnotherProtocolAsksForNoScopes() {
        ClientRepresentation saml = new ClientRepresentation();
        saml.setClientId("saml-app");
        saml.setProtocol("saml");
        admin.add(saml);
        assertProblem(400, "/client", Map.of("user", "anna", "client", "saml-app", "scope", "role_list"));
    }

    private void createRealmRole(String name, String api, String... permissions) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        admin.add(role);
        compose(name, api, permissions);
    }

    private void compose(String realmRole, String api, String... permissions) {
        realm.admin()
                .roles()
                .get(realmRole)
                .addComposites(Arrays.stream(permissions)
                        .map(permission -> admin.permission(api, permission))
                        .toList());
    }

    @Test
    void namesOnlyTheMissingOfSeveralNeededRoles() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        JsonNode refused = explainOne("anna", CONTACTS_APP, "delete:contacts");
        JsonNode granted = explainOne("carl", CONTACTS_APP, "delete:contacts");

        assertThat(steps(refused.path("change").path("roles"))).containsExactly("role contacts-api delete:contacts");
        assertThat(granted.path("paths")).as("one way to each role").hasSize(2);
    }

    @Test
    void saysWhenNobodyCanHaveTheScope() {
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));

        JsonNode answer = explainOne("anna", CONTACTS_APP, "orphan");

        assertThat(answer.path("reason").asText()).isEqualTo("no_permission_defined");
        assertThat(answer.path("change").path("action").asText()).isEqualTo("map_role");
        admin.deleteScope("orphan");
    }

    @Test
    void asksForTheLevelThatIsMissing() {
        admin.setScopeAttribute("read:contacts", PermissionScopes.MINIMUM_ACR, "2");
        JsonNode answer = explainOne("anna", CONTACTS_APP, "read:contacts");
        assertThat(answer.path("reason").asText()).isEqualTo("acr_too_low");
        assertThat(answer.path("change").path("action").asText()).isEqualTo("reach_level");
        assertThat(answer.path("change").path("level").asInt()).isEqualTo(2);
        assertThat(answer.path("change").path("text").asText()).contains("acr_values=2");
        assertThat(explainOne("nora", CONTACTS_APP, "read:contacts")
                        .path("reason")
                        .asText())
                .isEqualTo("not_permitted");
        assertThat(explain(Map.of("user", "anna", "client", CONTACTS_APP, "scope", "read:contacts", "acr", "2"))
                        .path("kept")
                        .asText())
                .isEqualTo("read:contacts");

        admin.setScopeAttribute("read:contacts", PermissionScopes.MINIMUM_ACR, "nothing");
        assertThat(explainOne("anna", CONTACTS_APP, "read:contacts")
                        .path("change")
                        .path("action")
                        .asText())
                .isEqualTo("correct_level");
    }

    @Test
    void tellsAnUnassignedScopeFromAnUnknownOne() {
        JsonNode answer = explain(
                Map.of("user", "anna", "client", CONTACTS_APP, "scope", "read:contacts read:timesheets read:nothing"));

        assertThat(answer.path("rejected").asBoolean()).isTrue();
        assertThat(answer.has("kept")).isFalse();
        assertThat(answer.path("scopes").findValuesAsText("verdict")).containsExactly("granted", "invalid", "invalid");
        assertThat(answer.path("scopes").findValuesAsText("reason"))
                .containsExactly("unassigned_scope", "unknown_scope");
        assertThat(answer.path("scopes").findValuesAsText("action")).containsExactly("assign_scope", "create_scope");
    }

    @Test
    void namesTheApiOfAScopeThatIsNotOfTheResource() {
        Map<String, String> question =
                Map.of("user", "carl", "client", CONTACTS_APP, "scope", "read:contacts", "resource", "timesheets-api");
        assertProblem(404, "/resource", question);
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of("permissionScopes.api", "timesheets-api"));
        JsonNode answer = explain(question);
        admin.deleteScope("of:timesheets");

        assertThat(answer.path("resource").asText()).isEqualTo("timesheets-api");
        JsonNode refused = answer.path("scopes").path(0);
        assertThat(refused.path("reason").asText()).isEqualTo("other_api");
        assertThat(refused.path("change").path("action").asText()).isEqualTo("name_resource");
        assertThat(refused.path("change").path("resources").path(0).asText()).isEqualTo(CONTACTS_API);
    }

    @Test
    void saysWhatWouldBeWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        JsonNode answer =
                explain(Map.of("user", "anna", "client", CONTACTS_APP, "scope", "read:contacts delete:contacts"));

        assertThat(answer.path("enforcement").asText()).isEqualTo("off");
        assertThat(answer.path("kept").asText()).isEqualTo("read:contacts");
    }

    @Test
    void findsTheUserByIdToo() {
        String id = admin.user("anna").toRepresentation().getId();

        assertThat(explain(Map.of("user", id, "client", CONTACTS_APP, "scope", "openid"))
                        .path("subject")
                        .path("name")
                        .asText())
                .isEqualTo("anna");
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertProblem(404, "/user", Map.of("user", "nobody", "client", CONTACTS_APP));
        for (String nobody :
                List.of("", " ", "f:", "f:nobody", "f::", "f:none:nobody", "lightweight-x", "%", "anna ")) {
            assertProblem(404, "/user", Map.of("user", nobody, "client", CONTACTS_APP));
        }
        assertProblem(404, "/client", Map.of("user", "anna", "client", "nothing"));
        assertProblem(404, "/client", Map.of("user", "anna", "client", ""));
        assertProblem(
                404, "/resource", Map.of("user", "anna", "client", CONTACTS_APP, "resource", "https://no.example"));
        assertProblem(400, "/acr", Map.of("user", "anna", "client", CONTACTS_APP, "acr", "gold"));
        assertProblem(404, "/serviceAccountOf", Map.of("serviceAccountOf", "nothing"));
        assertProblem(404, "/serviceAccountOf", Map.of("serviceAccountOf", CONTACTS_APP));
        assertProblem(400, "/client", Map.of("user", "anna"));
        assertProblem(400, "/user", Map.of("client", CONTACTS_APP));
        assertProblem(400, "/user", Map.of("user", "anna", "serviceAccountOf", SERVICE, "client", CONTACTS_APP));
        assertProblem(400, "/sope", Map.of("user", "anna", "client", CONTACTS_APP, "sope", "openid"));
        assertProblem(400, "/scope", "{\"user\":\"anna\",\"client\":\"contacts-app\",\"scope\":[\"openid\"]}");
        assertProblem(400, null, "{\"user\":");
        assertProblem(400, null, "[]");
        assertProblem(400, null, "");
    }

    @Test
    void needsTheRolesThatLookingAtClientsAndUsersNeeds() {
        new Administrators(realm)
                .assertNeeds(
                        keycloak,
                        other,
                        caller -> caller.post(
                                "explain", Map.of("user", "anna", "client", CONTACTS_APP, "scope", "read:contacts")),
                        "view-clients",
                        "view-users");
    }

    private void assertProblem(int status, String field, Object body) {
        Answer answer = administration.post("explain", body);
        assertThat(answer.status()).as("%s: %s", body, answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("field").asText(null)).as(answer.text()).isEqualTo(field);
    }

    private JsonNode change(String user, String client, String scope) {
        return explainOne(user, client, scope).path("change");
    }

    private JsonNode explainOne(String user, String client, String scope) {
        return explain(Map.of("user", user, "client", client, "scope", scope))
                .path("scopes")
                .path(0);
    }

    private JsonNode explain(Map<String, String> question) {
        Answer answer = administration.post("explain", question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> steps(JsonNode path) {
        List<String> steps = new ArrayList<>();
        path.forEach(step -> {
            StringBuilder text = new StringBuilder(step.path("type").asText());
            List.of("client", "path", "name").forEach(part -> {
                if (step.has(part)) {
                    text.append(' ').append(step.path(part).asText());
                }
            });
            steps.add(text.toString());
        });
        return steps;
    }
}
