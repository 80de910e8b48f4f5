package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Explanation.explain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
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

/** {@code POST explain}: of a scope for which one of several roles is enough, or which needs all of them. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainManyRolesIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    /** Of several roles each of which is enough, it is not the first by name that people are given. */
    @Test
    void ofSeveralRolesThatWouldDoItNamesWhatPeopleAreGiven() {
        admin.permissions().create(CONTACTS_API, "admin:contacts");
        admin.permissions().compose(CONTACTS_API, "admin:contacts", DELETE_CONTACTS);
        admin.map(READ_CONTACTS, CONTACTS_API, "admin:contacts");
        admin.roles().create("contacts-reader", CONTACTS_API, READ_CONTACTS);
        admin.roles().create("a-contacts-boss", CONTACTS_API, "admin:contacts");
        Group readers = admin.groups().make("z-readers").give(CONTACTS_API, READ_CONTACTS);
        Group bosses = admin.groups().make("bosses").give(CONTACTS_API, "admin:contacts");
        Explanation role = explain(rest, "nora", CONTACTS_APP, READ_CONTACTS);
        assertThat(role.roles()).containsExactly("role contacts-reader");
        assertThat(role.permissions()).containsExactly("role contacts-api read:contacts");
        assertThat(role.groups()).containsExactly("group /z-readers");

        realm.admin().roles().deleteRole("contacts-reader");
        realm.admin().roles().deleteRole("a-contacts-boss");
        Explanation group = explain(rest, "nora", CONTACTS_APP, READ_CONTACTS);
        assertThat(group.change().has("roles")).isFalse();
        assertThat(group.groups()).as("the one that gives least").containsExactly("group /z-readers");

        readers.remove();
        bosses.remove();
        assertThat(explain(rest, "nora", CONTACTS_APP, READ_CONTACTS).roles())
                .as("the one that contains least")
                .containsExactly("role contacts-api read:contacts");
    }

    @Test
    void ofOneRoleForEachApiAndOneForAllItNamesWhatPeopleAreGiven() {
        admin.roles().create("a-chief", CONTACTS_API, READ_CONTACTS, DELETE_CONTACTS);
        admin.createScope("addresses", CONTACTS_APP, Map.of());
        admin.map("addresses", CONTACTS_API, READ_CONTACTS);
        admin.map("addresses", EVENTS_API, "view:events");
        admin.scopes().mapRealmRole("addresses", "a-chief");
        assertThat(explain(rest, "nora", CONTACTS_APP, "addresses").roles())
                .as("it speaks for both")
                .containsExactly("role a-chief");

        admin.roles().create("clerk", CONTACTS_API, READ_CONTACTS);
        admin.roles().compose("clerk", EVENTS_API, "view:events");
        Explanation answer = explain(rest, "nora", CONTACTS_APP, "addresses");
        assertThat(answer.roles()).containsExactly("role clerk");
        assertThat(answer.permissions())
                .containsExactly("role contacts-api read:contacts", "role events-api view:events");
    }

    /** An administrative role may be required itself. */
    @Test
    void namesAnAdministrativeRoleOnlyWhereNothingElseWouldDo() {
        admin.createScope("staff", TIMESHEETS_APP, Map.of(PermissionScopes.MATCH, "any"));
        admin.permissions().create(CONTACTS_API, "a-contains-one");
        admin.client(CONTACTS_API)
                .roles()
                .get("a-contains-one")
                .addComposites(List.of(admin.permissions().get("realm-management", "view-users")));
        admin.map("staff", "realm-management", "view-users");
        Explanation only = explain(rest, "nora", TIMESHEETS_APP, "staff");
        assertThat(only.roles()).containsExactly("role realm-management view-users");
        assertThat(only.advice())
                .isEqualTo("Give role view-users of client realm-management to user nora. Mind that by this somebody"
                        + " administers Keycloak; rather map another role to client scope staff.");

        admin.map("staff", CONTACTS_API, "a-contains-one");
        assertThat(explain(rest, "nora", TIMESHEETS_APP, "staff").advice())
                .as("what contains one is no better")
                .contains("somebody administers Keycloak");

        admin.permissions().create(TIMESHEETS_API, "z:timesheets");
        admin.map("staff", TIMESHEETS_API, "z:timesheets");
        Explanation other = explain(rest, "nora", TIMESHEETS_APP, "staff");
        assertThat(other.roles()).containsExactly("role timesheets-api z:timesheets");
        assertThat(other.advice()).doesNotContain("administers");
    }

    @Test
    void namesTheDefaultRoleOnlyWhereNothingElseWouldDo() {
        String defaultRole = admin.roles().defaultRole();
        admin.createScope("everybody", CONTACTS_APP, Map.of(PermissionScopes.MATCH, "any"));
        admin.scopes().mapRealmRole("everybody", defaultRole);
        assertThat(explain(rest, "nora", CONTACTS_APP, "everybody").roles()).containsExactly("role " + defaultRole);

        admin.map("everybody", CONTACTS_API, DELETE_CONTACTS);
        assertThat(explain(rest, "nora", CONTACTS_APP, "everybody").roles())
                .containsExactly("role contacts-api delete:contacts");
    }

    @Test
    void namesOnlyTheMissingOfSeveralNeededRoles() {
        admin.map(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MATCH, "all");

        assertThat(explain(rest, "anna", CONTACTS_APP, DELETE_CONTACTS).roles())
                .containsExactly("role contacts-api delete:contacts");
        assertThat(explain(rest, "carl", CONTACTS_APP, DELETE_CONTACTS).json().path("paths"))
                .as("one way to each role")
                .hasSize(2);
    }

    @Test
    void aRealmRoleThatContainsAllIsNamedWhereAllAreNeeded() {
        admin.map("approve:timesheets", TIMESHEETS_API, "read:timesheets");
        admin.scopes().setAttribute("approve:timesheets", PermissionScopes.MATCH, "all");

        Explanation answer = explain(rest, "nora", TIMESHEETS_APP, "approve:timesheets");

        assertThat(answer.roles()).containsExactly("role manager");
        assertThat(answer.permissions())
                .containsExactly("role timesheets-api approve:timesheets", "role timesheets-api read:timesheets");
    }

    @Test
    void whereAllAreNeededEachMayComeByARoleOfItsOwn() {
        createScopeThatNeeds("a:pay", "z:sign");
        admin.roles().create("payer", CONTACTS_API, "a:pay");
        admin.roles().create("signer", CONTACTS_API, "z:sign");
        realm.addUser(user("paul"));
        Explanation answer = explain(rest, "paul", CONTACTS_APP, "payout");
        assertThat(answer.roles()).containsExactly("role payer", "role signer");
        assertThat(answer.permissions()).containsExactly("role contacts-api a:pay", "role contacts-api z:sign");
        assertThat(answer.advice())
                .isEqualTo("Give realm role payer, which contains role a:pay of client contacts-api, and realm"
                        + " role signer, which contains role z:sign of client contacts-api, to user paul;"
                        + " or give the roles a:pay of client contacts-api, z:sign of client contacts-api"
                        + " themselves.");

        admin.giveRole("paul", "payer");
        admin.giveRole("paul", "signer");
        assertThat(explain(rest, "paul", CONTACTS_APP, "payout").verdict())
                .as("after the change")
                .isEqualTo("granted");

        realm.admin().roles().deleteRole("signer");
        assertThat(explain(rest, "nora", CONTACTS_APP, "payout").roles())
                .as("where only one comes by a role")
                .containsExactly("role payer", "role contacts-api z:sign");
    }

    @Test
    void whereAllAreNeededAGroupAndItsParentMayGiveThem() {
        createScopeThatNeeds("a:pay", "z:sign");
        admin.groups().make("above").give(CONTACTS_API, "a:pay").below("below").give(CONTACTS_API, "z:sign");
        Group child = admin.groups().make("parent").give(CONTACTS_API, "z:sign").below("child");
        child.give(CONTACTS_API, "a:pay").give(CONTACTS_API, READ_CONTACTS);

        Explanation answer = explain(rest, "nora", CONTACTS_APP, "payout");

        assertThat(answer.groups()).containsExactly("group /above/below", "group /parent/child");
        assertThat(answer.change().has("roles")).isFalse();
        assertThat(answer.advice())
                .startsWith("Make user nora a member of one of the groups /above/below, /parent/child (with 1 other"
                        + " role), each of which gives the roles a:pay of client contacts-api, z:sign of client"
                        + " contacts-api; or give");
    }

    private void createScopeThatNeeds(String... permissions) {
        admin.createScope("payout", CONTACTS_APP, Map.of(PermissionScopes.MATCH, "all"));
        for (String permission : permissions) {
            admin.permissions().create(CONTACTS_API, permission);
            admin.map("payout", CONTACTS_API, permission);
        }
    }
}
