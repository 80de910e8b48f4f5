package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST explain}: what is said of a whole request, and bad input. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " \t "})
    void withoutScopeItIsAboutAllScopesOfTheClient(String scope) {
        Map<String, String> question = new HashMap<>(Map.of("user", "anna", "client", CONTACTS_APP));
        question.put("scope", scope);

        JsonNode answer = ok(rest.post("explain", question));

        String[] requested = answer.path("requested").asText().split(" ");
        assertThat(requested)
                .containsExactlyInAnyOrder(
                        "basic", "profile", "email", "roles", READ_CONTACTS, DELETE_CONTACTS, "offline_access");
        assertThat(each(answer.path("scopes"), one -> of(one, "scope"))).containsExactly(requested);
        assertThat(answer.at("/remarks/0").asText())
                .isEqualTo("No scope was named: all scopes of client contacts-app are judged, default and optional"
                        + " ones, as if one request asked for all of them.");
        assertThat(answer.path("kept").asText().split(" "))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        assertThat(answer.path("scopes").findValues("inToken"))
                .as("of basic and roles, which nobody asked for")
                .isEmpty();
    }

    @Test
    void aClientWithoutScopes() {
        admin.clients().create("bare", bare -> {
            bare.setDefaultClientScopes(List.of());
            bare.setOptionalClientScopes(List.of());
        });
        List<ClientScopeRepresentation> byDefault = admin.client("bare").getDefaultClientScopes();
        List<ClientScopeRepresentation> optional = admin.client("bare").getOptionalClientScopes();
        byDefault.forEach(scope -> admin.client("bare").removeDefaultClientScope(scope.getId()));
        optional.forEach(scope -> admin.client("bare").removeOptionalClientScope(scope.getId()));

        JsonNode answer = ok(rest.explain("{user: anna, client: bare}"));

        assertThat(answer.path("scopes")).isEmpty();
        assertThat(answer.path("rejected").asBoolean(true)).isFalse();
        assertThat(answer.at("/remarks/0").asText())
                .isEqualTo("No scope was named, and the client has none that it could ask for.");
    }

    @Test
    void saysThatNobodyGetsThisFar() {
        realm.addUser(user("otto").enabled(false));

        JsonNode otto = ok(rest.explain("{user: otto, client: contacts-app, scope: 'read:contacts'}"));
        JsonNode anna = ok(rest.explain("{user: anna, client: contacts-app, scope: 'read:contacts'}"));

        assertThat(otto.at("/remarks/0").asText()).startsWith("User otto is disabled");
        assertThat(anna.has("remarks")).isFalse();
    }

    @Test
    void aScopeNamedTwiceIsOneAndTheOrderStays() {
        JsonNode answer = ok(rest.explain(
                "{user: carl, client: contacts-app, scope: ' read:contacts  openid read:contacts delete:contacts '}"));

        assertThat(answer.path("scopes").findValuesAsText("scope"))
                .containsExactly(READ_CONTACTS, "openid", DELETE_CONTACTS);
        assertThat(answer.path("kept").asText()).isEqualTo("read:contacts openid delete:contacts");
    }

    @Test
    void aClientOfAnotherProtocolAsksForNoScopes() {
        admin.clients().createSaml("saml-app");

        assertProblem(rest.explain("{user: anna, client: saml-app, scope: role_list}"), 400, "/client");
    }

    @Test
    void tellsAnUnassignedScopeFromAnUnknownOne() {
        JsonNode answer = ok(rest.explain(
                "{user: anna, client: contacts-app, scope: 'read:contacts read:timesheets read:nothing'}"));

        assertThat(answer.path("rejected").asBoolean()).isTrue();
        assertThat(answer.has("kept")).isFalse();
        assertThat(answer.path("scopes").findValuesAsText("verdict")).containsExactly("granted", "invalid", "invalid");
        assertThat(answer.path("scopes").findValuesAsText("reason"))
                .containsExactly("unassigned_scope", "unknown_scope");
        assertThat(answer.path("scopes").findValuesAsText("action")).containsExactly("assign_scope", "create_scope");
    }

    @Test
    void saysWhatWouldBeWhileTheSwitchIsOff() {
        admin.turnSwitch(false);

        JsonNode answer =
                ok(rest.explain("{user: anna, client: contacts-app, scope: 'read:contacts delete:contacts'}"));

        assertThat(answer.path("enforcement").asText()).isEqualTo("off");
        assertThat(answer.path("kept").asText()).isEqualTo(READ_CONTACTS);
    }

    @Test
    void findsTheUserByIdToo() {
        String id = admin.user("anna").toRepresentation().getId();

        JsonNode answer = ok(rest.explain("{user: %s, client: contacts-app, scope: openid}".formatted(id)));

        assertThat(answer.at("/subject/name").asText()).isEqualTo("anna");
    }

    @Test
    void saysWhichFieldIsWrong() {
        for (String nobody :
                List.of("nobody", "", " ", "f:", "f:nobody", "f::", "f:none:nobody", "lightweight-x", "%", "anna ")) {
            assertProblem(rest.explain("{user: '" + nobody + "', client: contacts-app}"), 404, "/user");
        }
        assertProblem(rest.explain("{user: anna, client: nothing}"), 404, "/client");
        assertProblem(rest.explain("{user: anna, client: ''}"), 404, "/client");
        assertProblem(
                rest.explain("{user: anna, client: contacts-app, resource: 'https://no.example'}"), 404, "/resource");
        assertProblem(rest.explain("{user: anna, client: contacts-app, acr: gold}"), 400, "/acr");
        assertProblem(rest.explain("{serviceAccountOf: nothing}"), 404, "/serviceAccountOf");
        assertProblem(rest.explain("{serviceAccountOf: contacts-app}"), 404, "/serviceAccountOf");
        assertProblem(rest.explain("{user: anna}"), 400, "/client");
        assertProblem(rest.explain("{client: contacts-app}"), 400, "/user");
        assertProblem(
                rest.explain("{user: anna, serviceAccountOf: payroll-service, client: contacts-app}"), 400, "/user");
        assertProblem(rest.explain("{user: anna, client: contacts-app, sope: openid}"), 400, "/sope");
        assertProblem(rest.explain("{user: anna, client: contacts-app, scope: [openid]}"), 400, "/scope");
        for (String noQuestion : List.of("{\"user\":", "[]", "")) {
            assertProblem(rest.post("explain", noQuestion), 400, null);
        }
    }
}
