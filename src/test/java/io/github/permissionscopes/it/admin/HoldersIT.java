package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET apis/{clientId}/permissions/{name}/holders}. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HoldersIT {

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
    void findsWhoHoldsItByAnyWayAndOnce() {
        String sales = admin.groups().create(null, "sales");
        String emea = admin.groups().create(sales, "emea");
        String berlin = admin.groups().create(emea, "berlin");
        admin.groups().give(sales, "employee");
        for (String user : List.of("rosa", "sven", "tina")) {
            realm.addUser(DemoRealm.user(user));
        }
        admin.groups().join("rosa", sales);
        admin.groups().join("sven", berlin);
        admin.groups().join("tina", emea);
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

        admin.giveDefault(TIMESHEETS_API, "read:timesheets");
        assertThat(ways(holders(TIMESHEETS_API, "read:timesheets", "?max=1000")))
                .as("as a default role, which new users have")
                .contains("rosa > default-roles-" + realm.getName() + " > read:timesheets")
                .noneMatch(way -> way.startsWith("anna "));
        admin.takeDefault(TIMESHEETS_API, "read:timesheets");
        realm.admin().groups().group(sales).remove();
    }

    @Test
    void pagesHaveEveryHolderOnceInOneOrder() {
        admin.createPermission(CONTACTS_API, "paged");
        admin.createPermission(CONTACTS_API, "above");
        admin.compose(CONTACTS_API, "above", "paged");
        IntStream.range(0, 5).forEach(i -> {
            realm.addUser(DemoRealm.user("pager" + i));
            admin.give("pager" + i, CONTACTS_API, "above");
        });
        admin.give("pager3", CONTACTS_API, "paged");
        admin.give("pager1", CONTACTS_API, "paged");

        List<String> names = new ArrayList<>();
        for (int first = 0; first < 6; first += 2) {
            JsonNode page = holders(CONTACTS_API, "paged", "?max=2&first=" + first);
            assertThat(page.path("more").asBoolean()).isEqualTo(first < 4);
            page.path("holders")
                    .forEach(holder -> names.add(holder.path("username").asText()));
        }

        assertThat(names).containsExactly("pager1", "pager3", "pager0", "pager2", "pager4");
        assertThat(holders(CONTACTS_API, "paged", "?first=5").path("holders")).isEmpty();
    }

    @Test
    void compositesThatContainEachOtherDoNoHarm() {
        admin.createPermission(CONTACTS_API, "ring-a");
        admin.createPermission(CONTACTS_API, "ring-b");
        admin.compose(CONTACTS_API, "ring-a", "ring-b");
        admin.compose(CONTACTS_API, "ring-b", "ring-a");
        realm.addUser(DemoRealm.user("uwe"));
        admin.give("uwe", CONTACTS_API, "ring-a");

        assertThat(ways(holders(CONTACTS_API, "ring-b", ""))).containsExactly("uwe > ring-a > ring-b");
    }

    @Test
    void saysWhatIsWrong() {
        assertProblem(404, "nothing", "read:contacts", "");
        assertProblem(404, CONTACTS_API, "nothing", "");
        assertProblem(400, CONTACTS_API, "read:contacts", "?first=-1");
        assertProblem(400, CONTACTS_API, "read:contacts", "?max=0");
        assertProblem(400, CONTACTS_API, "read:contacts", "?max=1001");
        assertProblem(400, CONTACTS_API, "read:contacts", "?max=many");
    }

    @Test
    void needsTheRolesThatLookingAtClientsAndUsersNeeds() {
        new Administrators(realm)
                .assertNeeds(
                        keycloak,
                        other,
                        caller -> caller.get("apis/contacts-api/permissions/read:contacts/holders"),
                        "view-clients",
                        "view-users");
    }

    private void assertProblem(int status, String api, String permission, String query) {
        Answer answer = administration.get("apis/" + api + "/permissions/" + permission + "/holders" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("detail").asText()).isNotEmpty();
    }

    private JsonNode holders(String api, String permission, String query) {
        Answer answer = administration.get("apis/" + api + "/permissions/" + permission + "/holders" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ways(JsonNode page) {
        List<String> ways = new ArrayList<>();
        page.path("holders").forEach(holder -> {
            List<String> steps = new ArrayList<>();
            holder.path("path")
                    .forEach(step -> steps.add(
                            step.path("type").asText().equals("group")
                                    ? step.path("path").asText()
                                    : step.path("name").asText()));
            ways.add(String.join(" > ", steps));
        });
        return ways;
    }
}
