package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** What explain and the definitions of two APIs say of the scope that they share. */
@KeycloakIntegrationTest(config = ProductServer.class)
class SharedScopesToldIT {

    private static final String EXPORT = "export";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    private OneScope export;

    @BeforeEach
    void setUp() {
        export = new OneScope(contactsApp, EXPORT);
        SharedScopesIT.share(admin);
    }

    @Test
    void isExplained() {
        JsonNode refused = explain("anna", null);
        assertThat(refused.path("verdict").asText()).isEqualTo("refused");
        assertThat(refused.path("reason").asText()).isEqualTo("ambiguous_api");
        assertThat(refused.at("/change/action").asText()).isEqualTo("name_resource");
        assertThat(refused.at("/change/resources")).hasToString("[\"" + CONTACTS_API + "\"]");
        assertThat(refused.at("/change/text").asText()).contains(EVENTS_API);
        assertThat(explain("anna", CONTACTS_API).path("verdict").asText()).isEqualTo("granted");

        JsonNode nothing = explain("nora", null);
        assertThat(nothing.path("reason").asText()).isEqualTo("not_permitted");
        assertThat(nothing.at("/change/roles").findValuesAsText("client")).containsExactly(CONTACTS_API, EVENTS_API);
        assertThat(explain("carl", null).path("paths"))
                .as("one way at each API")
                .hasSize(2);

        // To name an API that is only reported on is no remedy.
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        JsonNode only = explain("anna", null);
        assertThat(only.at("/change/action").asText()).isEqualTo("assign_roles");
        assertThat(only.at("/change/roles").findValuesAsText("client")).containsExactly(EVENTS_API);
    }

    /** The attribute chooses which of the two describes the scope; a third API it cannot make of it. */
    @Test
    void isOfTheApisWhoseRolesItRequiresWhateverTheAttributeSays() {
        admin.scopes().setAttribute(EXPORT, PermissionScopes.API, "timesheets-api");

        assertThat(definedScopes("timesheets-api")).doesNotContain(EXPORT);
        assertThat(definedScopes(CONTACTS_API)).contains(EXPORT);
        assertThat(definedScopes(EVENTS_API)).contains(EXPORT);
        for (String api : List.of(EVENTS_API, CONTACTS_API)) {
            Asking named = contactsApp.asking("openid export").with("resource", api);
            new OneScope(named, EXPORT).assertGranted("carl");
        }
    }

    @Test
    void aBlankAttributeNamesNoApi() {
        admin.createScope("staff", CONTACTS_APP, Map.of(PermissionScopes.API, " "));
        admin.scopes().mapRealmRole("staff", "manager");
        JsonNode outcome = explainScope("mark", "staff", CONTACTS_API);
        assertThat(outcome.path("reason").asText()).isEqualTo("other_api");
        assertThat(outcome.at("/change/resources")).isEmpty();
        assertThat(contactsApp.asking("openid staff").as("mark").byPassword().scope())
                .contains("staff");
    }

    /** {@code any} has to be said, so a definition says it and is answered with it. */
    @Test
    void aDefinitionTellsAnyFromNothing() {
        admin.scopes().setAttribute(EXPORT, PermissionScopes.API, CONTACTS_API);
        assertThat(defined(CONTACTS_API, EXPORT).has("match")).isFalse();

        JsonNode api = administration.get("apis/" + CONTACTS_API).body();
        ((ObjectNode) named(EXPORT, api)).put("match", "any");
        Answer put = administration.put("apis/" + CONTACTS_API, api);

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(defined(CONTACTS_API, EXPORT).path("match").asText()).isEqualTo("any");
        export.assertGranted("anna");
    }

    private JsonNode defined(String api, String scope) {
        return named(scope, administration.get("apis/" + api).body());
    }

    private static JsonNode named(String scope, JsonNode api) {
        return api.path("scopes")
                .valueStream()
                .filter(defined -> defined.path("name").asText().equals(scope))
                .findFirst()
                .orElseThrow();
    }

    private List<String> definedScopes(String api) {
        return administration.get("apis/" + api).body().path("scopes").findValuesAsText("name");
    }

    private JsonNode explain(String user, String api) {
        return explainScope(user, EXPORT, api);
    }

    private JsonNode explainScope(String user, String scope, String api) {
        Map<String, String> question = new HashMap<>(Map.of("user", user, "client", CONTACTS_APP, "scope", scope));
        if (api != null) {
            question.put("resource", api);
        }
        return administration.explain(question).path("scopes").path(0);
    }
}
