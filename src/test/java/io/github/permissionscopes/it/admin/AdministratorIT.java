package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Who may call the administration's REST API. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AdministratorIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", config = OtherRealm.class)
    ManagedRealm other;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministrators
    Administrators administrators;

    @Test
    void withoutATokenNobody() {
        assertProblem(Administration.anonymous(realm.getBaseUrl()).get("apis/contacts-api"), 401);
    }

    @Test
    void withATokenThatIsNoneNobody() {
        assertProblem(new Administration(realm.getBaseUrl(), "abc").get("apis/contacts-api"), 401);
    }

    /** Header and claims, of which Keycloak itself takes some for a fault of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'alg':'RS256'} | null",
                "{} | {'iss':'x/realms/master'}",
                "null | {'iss':'x/realms/master'}",
                "{'alg':null} | {'iss':'x/realms/master'}",
                "{'alg':'none'} | {'iss':'x/realms/master'}",
                "{'alg':'RS256'} | {'iss':'x/realms/%00'}",
                "{'alg':'RS256'} | {'iss':'x/realms/%'}",
                "{'alg':'RS256'} | {'iss':''}",
                "{'alg':'RS256'} | []"
            })
    void withATokenThatSaysTooLittleNobody(String header, String claims) {
        String token = encoded(header) + "." + encoded(claims) + ".AAAA";

        assertProblem(new Administration(realm.getBaseUrl(), token).get("apis/contacts-api"), 401);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void aUserWithoutTheRoleIsToldWhichOne() {
        Answer answer = administrators.calledBy(CONTACTS_APP, "anna").get("apis/contacts-api");

        assertProblem(answer, 403);
        assertThat(answer.at("/detail")).contains("view-clients", "realm-management");
    }

    @Test
    void anAdministratorOfTheMasterRealmMay() {
        assertProblem(rest.get("apis/nothing"), 404);
    }

    @Test
    void readingApisNeedsViewClients() {
        assertNeeds(caller -> caller.get("apis"), "view-clients");
        assertNeeds(caller -> caller.get("apis/contacts-api"), "view-clients");
    }

    @Test
    void definingAnApiNeedsManageClients() {
        assertNeeds(caller -> caller.put("apis/contacts-api", Map.of("name", "Contacts")), "manage-clients");
    }

    @Test
    void deletingAnApiNeedsManageClients() {
        assertProblem(administrators.with("view-clients").delete("apis/events-api"), 403);
        assertStatus(rest.get("apis/events-api"), 200);
    }

    @Test
    void aBundleNeedsTheRolesForWhatIsInIt() {
        Map<String, Object> apis = Map.of("apis", List.of(Map.of("clientId", "contacts-api", "name", "Contacts")));
        Map<String, Object> roles = Map.of("roles", List.of(Map.of("name", "employee")));
        Map<String, Object> groups = Map.of("groups", List.of(Map.of("path", "/staff", "roles", List.of("employee"))));

        assertNeeds(caller -> caller.get("bundle"), "view-clients", "view-realm");
        assertNeeds(caller -> caller.post("plan", apis), "view-clients", "view-realm", "view-users");
        assertNeeds(caller -> caller.post("apply", apis), "manage-clients");
        assertNeeds(caller -> caller.post("apply", roles), "manage-clients", "manage-realm");
        assertNeeds(caller -> caller.post("apply", groups), "manage-clients", "manage-users");
    }

    @Test
    void needsTheRoleThatLookingAtTheRealmNeeds() {
        assertNeeds(caller -> caller.get("status"), "view-realm");
    }

    @Test
    void needsTheRoleThatLookingAtEventsNeeds() {
        assertNeeds(caller -> caller.get("report"), "view-events");
    }

    @Test
    void needsTheRolesThatLookingAtClientsAndUsersNeeds() {
        String question = "{user: anna, client: contacts-app, scope: 'read:contacts'}";

        assertNeeds(caller -> caller.explain(question), "view-clients", "view-users");
    }

    @Test
    void groupsAreForThoseWhoMaySeeThem() {
        admin.groups().make("seen").give("employee");

        Answer without = administrators
                .with("view-clients", "view-realm", "query-groups")
                .get("bundle");
        Answer with =
                administrators.with("view-clients", "view-realm", "view-users").get("bundle");

        assertThat(ok(without).has("groups")).isFalse();
        assertThat(with.all("/groups", "path")).contains("/seen");
    }

    /** What is answered tells who may do what, or says that it is not told. */
    @Test
    void noAnswerIsStored() {
        Administration stranger = Administration.anonymous(realm.getBaseUrl());
        Map<String, Answer> answers = Map.ofEntries(
                Map.entry("a list", rest.get("apis")),
                Map.entry("status", rest.get("status")),
                Map.entry("an API that is not there", rest.get("apis/nothing")),
                Map.entry("a page of users", rest.get("apis/contacts-api/permissions/read:contacts/holders")),
                Map.entry("a wrong parameter", rest.get("report?since=x")),
                Map.entry("a wrong body", rest.post("plan", "{")),
                Map.entry("a plan", rest.post("plan", Map.of())),
                Map.entry("a wrong media type", rest.send("POST", "plan", "text/plain", "x")),
                Map.entry("no token", stranger.get("apis")),
                Map.entry("no such call", rest.get("nothing")),
                Map.entry("no such method", rest.delete("status")),
                Map.entry("the head alone", rest.send("HEAD", "status", "application/json", null)),
                Map.entry("the options", stranger.send("OPTIONS", "apis", "application/json", null)),
                Map.entry("the description of the calls", stranger.get("openapi.json")),
                Map.entry("the schema of a bundle", stranger.get("bundle.schema.json")));

        answers.forEach((name, answer) -> assertThat(answer.headers().allValues("Cache-Control"))
                .as("%s (%d)", name, answer.status())
                .containsExactly("no-store"));
    }

    private void assertNeeds(Function<Administration, Answer> call, String... roles) {
        administrators.assertNeeds(other, call, roles);
    }
}
