package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Explanation.explain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST explain}: by which way a user has one permission, or which role or group would give it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainRolesIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void showsTheWayThroughGroupParentGroupRoleAndComposite() {
        realm.addUser(user("gina"));
        admin.groups().make("sales").give("manager").below("emea").join("gina");

        Explanation answer = explain(rest, "gina", TIMESHEETS_APP, "approve:timesheets");

        assertThat(answer.verdict()).isEqualTo("granted");
        assertThat(answer.path())
                .containsExactly(
                        "user gina",
                        "group /sales/emea",
                        "group /sales",
                        "role manager",
                        "role timesheets-api approve:timesheets");
        assertThat(answer.json().path("paths")).hasSize(1);
    }

    @Test
    void showsTheShortestOfSeveralWays() {
        realm.addUser(user("hans"));
        admin.giveRole("hans", "manager");
        admin.give("hans", TIMESHEETS_API, "read:timesheets");

        assertThat(explain(rest, "hans", TIMESHEETS_APP, "read:timesheets").path())
                .containsExactly("user hans", "role timesheets-api read:timesheets");
    }

    @Test
    void compositesThatContainEachOtherDoNoHarm() {
        admin.permissions().create(CONTACTS_API, "loop-a");
        admin.permissions().create(CONTACTS_API, "loop-b");
        admin.permissions().compose(CONTACTS_API, "loop-a", "loop-b");
        admin.permissions().compose(CONTACTS_API, "loop-b", "loop-a", READ_CONTACTS);
        realm.addUser(user("luke"));
        admin.give("luke", CONTACTS_API, "loop-a");

        assertThat(explain(rest, "luke", CONTACTS_APP, READ_CONTACTS).path())
                .containsExactly(
                        "user luke",
                        "role contacts-api loop-a",
                        "role contacts-api loop-b",
                        "role contacts-api read:contacts");
    }

    @Test
    void namesTheRoleAndWhereToGiveIt() {
        realm.addUser(user("ines"));
        admin.groups().make("support").join("ines");

        Explanation answer = explain(rest, "ines", CONTACTS_APP, DELETE_CONTACTS);

        assertThat(answer.reason()).isEqualTo("not_permitted");
        assertThat(answer.json().path("takesEffect").asBoolean()).isTrue();
        assertThat(answer.action()).isEqualTo("assign_roles");
        assertThat(answer.roles()).containsExactly("role contacts-api delete:contacts");
        assertThat(answer.to()).containsExactly("user ines", "group /support");
        assertThat(answer.advice())
                .isEqualTo("Give role delete:contacts of client contacts-api to user ines, or to one of the groups"
                        + " /support.");

        admin.give("ines", CONTACTS_API, DELETE_CONTACTS);
        assertGranted("ines", CONTACTS_APP, DELETE_CONTACTS);
    }

    @Test
    void namesARealmRoleThatContainsThePermissionBeforeThePermission() {
        realm.addUser(user("rita"));
        admin.roles().create("reader", TIMESHEETS_API, "read:timesheets");
        // Each would be the first by name, or by what it contains, and makes an administrator.
        admin.roles().create("admins", "realm-management", "view-users");
        admin.roles().create("a-reader", TIMESHEETS_API, "read:timesheets");
        admin.roles().compose("a-reader", "admins");
        Group team = admin.groups().make("time-team").give("reader");
        admin.groups().make("staff").give(TIMESHEETS_API, "read:timesheets");
        Group rulers = admin.groups().make("a-rulers").give("reader").give("admins");
        rulers.below("below").give("reader");

        Explanation answer = explain(rest, "rita", TIMESHEETS_APP, "read:timesheets");

        assertThat(answer.action()).isEqualTo("assign_roles");
        assertThat(answer.roles()).containsExactly("role reader");
        assertThat(answer.permissions()).containsExactly("role timesheets-api read:timesheets");
        assertThat(answer.groups()).containsExactly("group /staff", "group /time-team");
        assertThat(answer.to()).containsExactly("user rita");
        assertThat(answer.advice())
                .isEqualTo("Give realm role reader, which contains role read:timesheets of client timesheets-api, to"
                        + " user rita; or make user rita a member of one of the groups /staff, /time-team"
                        + " (with 1 other role), each of which gives it; or give role read:timesheets of"
                        + " client timesheets-api itself.");

        team.join("rita");
        assertGranted("rita", TIMESHEETS_APP, "read:timesheets");
        assertThat(explain(rest, "rita", TIMESHEETS_APP, "approve:timesheets").roles())
                .as("the only one that contains it")
                .containsExactly("role manager");
    }

    @Test
    void namesAGroupBeforeThePermissionWhereOnlyAGroupGivesIt() {
        realm.addUser(user("vera"));
        admin.groups().make("vera-team").join("vera");
        Group cleaners = admin.groups().make("cleaners").give(CONTACTS_API, DELETE_CONTACTS);

        Explanation answer = explain(rest, "vera", CONTACTS_APP, DELETE_CONTACTS);

        assertThat(answer.action()).isEqualTo("assign_roles");
        assertThat(answer.groups()).containsExactly("group /cleaners");
        assertThat(answer.change().has("roles")).isFalse();
        assertThat(answer.permissions()).containsExactly("role contacts-api delete:contacts");
        assertThat(answer.to()).containsExactly("user vera", "group /vera-team");
        assertThat(answer.advice())
                .isEqualTo("Make user vera a member of group /cleaners, which gives role delete:contacts of client"
                        + " contacts-api; or give role delete:contacts of client contacts-api itself to"
                        + " user vera, or to one of the groups /vera-team.");

        cleaners.join("vera");
        assertGranted("vera", CONTACTS_APP, DELETE_CONTACTS);
    }

    @Test
    void namesARealmRoleThatContainsARealmRoleBeforeIt() {
        admin.roles().create("auditor", CONTACTS_API, READ_CONTACTS);
        admin.roles().create("chief-auditor", CONTACTS_API, READ_CONTACTS);
        admin.roles().compose("chief-auditor", "auditor");
        admin.createScope("audit", CONTACTS_APP, Map.of());
        admin.scopes().mapRealmRole("audit", "auditor");

        Explanation answer = explain(rest, "nora", CONTACTS_APP, "audit");

        assertThat(answer.roles()).containsExactly("role chief-auditor");
        assertThat(answer.permissions()).containsExactly("role auditor");
        assertThat(answer.advice())
                .isEqualTo("Give realm role chief-auditor, which contains role auditor and 1 other role, to user nora;"
                        + " or give role auditor itself.");
    }

    @Test
    void ofSeveralRealmRolesTheOneThatGivesLeastComesFirst() {
        Explanation answer = explain(rest, "nora", TIMESHEETS_APP, "read:timesheets");

        assertThat(answer.roles()).as("and not manager").containsExactly("role employee");
        assertThat(answer.advice())
                .startsWith("Give realm role employee, which contains role read:timesheets of client timesheets-api"
                        + " and 2 other roles, to user nora; or give");
    }

    private void assertGranted(String user, String client, String scope) {
        assertThat(explain(rest, user, client, scope).verdict())
                .as("after the change")
                .isEqualTo("granted");
    }
}
