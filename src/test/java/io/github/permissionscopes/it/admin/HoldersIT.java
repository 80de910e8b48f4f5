package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET apis/{clientId}/permissions/{name}/holders}. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HoldersIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", config = OtherRealm.class)
    ManagedRealm other;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectAdministrators
    Administrators administrators;

    @Test
    void findsWhoHoldsItByAnyWayAndOnce() {
        for (String user : List.of("rosa", "sven", "tina")) {
            realm.addUser(user(user));
        }
        Group emea = admin.groups().make("sales").give("employee").join("rosa").below("emea");
        emea.join("tina").below("berlin").join("sven");
        admin.give("tina", TIMESHEETS_API, "read:timesheets");

        JsonNode page = holders(TIMESHEETS_API, "read:timesheets", "");

        assertThat(page.path("more").asBoolean()).isFalse();
        assertThat(ways(page))
                .containsExactly(
                        "service-account-payroll-service > read:timesheets",
                        "tina > read:timesheets",
                        "emma > employee > read:timesheets",
                        "mark > manager > read:timesheets",
                        "rosa > /sales > employee > read:timesheets",
                        "sven > /sales/emea/berlin > /sales/emea > /sales > employee > read:timesheets");
        assertThat(page.path("holders").path(0).path("serviceAccountOf").asText())
                .isEqualTo(SERVICE);
        assertThat(page.path("holders").path(1).has("serviceAccountOf")).isFalse();

        admin.roles().giveDefault(TIMESHEETS_API, "read:timesheets");
        assertThat(ways(holders(TIMESHEETS_API, "read:timesheets", "?max=1000")))
                .as("as a default role, which new users have")
                .contains("rosa > default-roles-" + realm.getName() + " > read:timesheets")
                .noneMatch(way -> way.startsWith("anna "));
    }

    @Test
    void pagesHaveEveryHolderOnceInOneOrder() {
        admin.permissions().create(CONTACTS_API, "paged");
        admin.permissions().create(CONTACTS_API, "above");
        admin.permissions().compose(CONTACTS_API, "above", "paged");
        IntStream.range(0, 5).forEach(i -> {
            realm.addUser(user("pager" + i));
            admin.give("pager" + i, CONTACTS_API, "above");
        });
        admin.give("pager3", CONTACTS_API, "paged");
        admin.give("pager1", CONTACTS_API, "paged");

        List<String> names = new ArrayList<>();
        for (int first = 0; first < 6; first += 2) {
            JsonNode page = holders(CONTACTS_API, "paged", "?max=2&first=" + first);
            assertThat(page.path("more").asBoolean()).isEqualTo(first < 4);
            names.addAll(page.path("holders").findValuesAsText("username"));
        }

        assertThat(names).containsExactly("pager1", "pager3", "pager0", "pager2", "pager4");
        assertThat(holders(CONTACTS_API, "paged", "?first=5").path("holders")).isEmpty();
    }

    @Test
    void compositesThatContainEachOtherDoNoHarm() {
        admin.permissions().create(CONTACTS_API, "ring-a");
        admin.permissions().create(CONTACTS_API, "ring-b");
        admin.permissions().compose(CONTACTS_API, "ring-a", "ring-b");
        admin.permissions().compose(CONTACTS_API, "ring-b", "ring-a");
        realm.addUser(user("uwe"));
        admin.give("uwe", CONTACTS_API, "ring-a");

        assertThat(ways(holders(CONTACTS_API, "ring-b", ""))).containsExactly("uwe > ring-a > ring-b");
    }

    @Test
    void saysWhatIsWrong() {
        assertProblem(rest.get("apis/nothing/permissions/read:contacts/holders"), 404);
        assertProblem(rest.get("apis/contacts-api/permissions/nothing/holders"), 404);
        for (String query : List.of("first=-1", "max=0", "max=1001", "max=many")) {
            assertProblem(rest.get("apis/contacts-api/permissions/read:contacts/holders?" + query), 400);
        }
    }

    @Test
    void needsTheRolesThatLookingAtClientsAndUsersNeeds() {
        administrators.assertNeeds(
                other,
                caller -> caller.get("apis/contacts-api/permissions/read:contacts/holders"),
                "view-clients",
                "view-users");
    }

    private JsonNode holders(String api, String permission, String query) {
        return ok(rest.get("apis/" + api + "/permissions/" + permission + "/holders" + query));
    }

    private static List<String> ways(JsonNode page) {
        return each(page.path("holders"), holder -> String.join(" > ", each(holder.path("path"), HoldersIT::step)));
    }

    private static String step(JsonNode step) {
        return of(step, of(step, "type").equals("group") ? "path" : "name");
    }
}
