package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.check.Explanation.explain;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** {@code POST explain}: of a request for a token for another API than the scope's. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainResourceIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    /** To ask for a token for another API is no remedy where the user may not have the scope there. */
    @Test
    void namesOnlyApisAtWhichTheScopeWouldBeGranted() {
        admin.permissions().create(EVENTS_API, READ_CONTACTS);
        admin.map(READ_CONTACTS, EVENTS_API, READ_CONTACTS);
        createScopeOfTimesheets();
        Explanation anna = atTimesheets("anna", READ_CONTACTS);
        assertThat(anna.action()).isEqualTo("name_resource");
        assertThat(anna.resources()).containsExactly(CONTACTS_API);
        assertThat(anna.advice()).isEqualTo("Ask for a token for contacts-api (parameter resource).");

        Explanation nora = atTimesheets("nora", READ_CONTACTS);
        assertThat(nora.action()).isEqualTo("assign_roles");
        assertThat(nora.roles()).containsExactly("role contacts-api read:contacts");
        assertThat(nora.resources()).containsExactly(CONTACTS_API);
        assertThat(nora.advice())
                .isEqualTo("Ask for a token for contacts-api (parameter resource), and: Give role read:contacts of"
                        + " client contacts-api to user nora.");

        realm.addUser(user("both"));
        admin.give("both", CONTACTS_API, READ_CONTACTS);
        admin.give("both", EVENTS_API, READ_CONTACTS);
        assertThat(atTimesheets("both", READ_CONTACTS).advice())
                .isEqualTo("Ask for a token for contacts-api or events-api (parameter resource), or for no API in"
                        + " particular.");

        // To name an API that is only reported on changes nothing, and without one it is ambiguous.
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        Explanation reported = atTimesheets("anna", READ_CONTACTS);
        assertThat(reported.roles()).containsExactly("role events-api read:contacts");
        assertThat(reported.resources()).containsExactly(EVENTS_API);
    }

    @Test
    void saysToNameNoApiWhereThatIsWhatHelps() {
        createScopeOfTimesheets();
        admin.createScope("nobodys", CONTACTS_APP, Map.of());
        admin.scopes().mapRealmRole("nobodys", "employee");
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));

        assertThat(atTimesheets("anna", READ_CONTACTS).advice())
                .isEqualTo("Leave the parameter resource out of the request.");
        assertThat(atTimesheets("nora", READ_CONTACTS).advice())
                .startsWith("Leave the parameter resource out of the request, and: Give role read:contacts");
        assertThat(atTimesheets("nora", "nobodys").advice())
                .isEqualTo("The scope belongs to no API: leave the parameter resource out of the request, and: Give"
                        + " role employee to user nora.");
        assertThat(atTimesheets("emma", "nobodys").advice())
                .isEqualTo("The scope belongs to no API: leave the parameter resource out of the request.");
    }

    @Test
    void saysThatTheLevelIsMissingToo() {
        createScopeOfTimesheets();
        admin.scopes().setAttribute(READ_CONTACTS, PermissionScopes.MINIMUM_ACR, "2");

        for (Explanation answer : List.of(
                explain(rest, "nora", CONTACTS_APP, READ_CONTACTS),
                atTimesheets("anna", READ_CONTACTS),
                atTimesheets("nora", READ_CONTACTS))) {
            assertThat(answer.change().path("level").asInt()).isEqualTo(2);
            assertThat(answer.advice()).contains(". And then: Log in with level 2");
        }
    }

    @Test
    void namesTheApiOfAScopeThatIsNotOfTheResource() {
        String question = "{user: carl, client: contacts-app, scope: read:contacts, resource: timesheets-api}";
        assertProblem(rest.explain(question), 404, "/resource");
        createScopeOfTimesheets();

        JsonNode answer = ok(rest.explain(question));

        assertThat(answer.path("resource").asText()).isEqualTo("timesheets-api");
        Explanation refused = explain(rest, question);
        assertThat(refused.reason()).isEqualTo("other_api");
        assertThat(refused.action()).isEqualTo("name_resource");
        assertThat(refused.resources()).startsWith(CONTACTS_API);
    }

    /** Without it the application has no scope of that API, and may not name it. */
    private void createScopeOfTimesheets() {
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of(PermissionScopes.API, TIMESHEETS_API));
    }

    private Explanation atTimesheets(String user, String scope) {
        Explanation answer = explain(
                rest, "{user: %s, client: contacts-app, scope: '%s', resource: timesheets-api}".formatted(user, scope));
        assertThat(answer.reason()).isEqualTo("other_api");
        return answer;
    }
}
