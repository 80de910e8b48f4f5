package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.imports.Fixture;
import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator does and sees on every server that the product is for. */
@CompatibilityTest
class EveryServerAdministrationIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final RealmAdmin admin = server.admin();
    private final Administration rest = server.administration();
    private final OAuthClient client = server.client(EveryGrantClient.ID);

    @Test
    @Proves(Ability.SETTINGS)
    void keepsItsSettingsWhateverIsClickedInTheConsole() {
        admin.turnSwitch(true);
        admin.configure(Map.of());
        new SettingsWalk(CHROMIUM.newBrowser(), server.realm(), server.realmUrl(), server::administration)
                .begin()
                .walk(SettingsWalk.EVERY_CLICK);
    }

    @Test
    @Proves(Ability.SETTINGS)
    void otherFormsOfItsConsoleKeepWhatTheyDoNotShow() {
        server.define("letters-api", Map.of("scopes", List.of(Map.of("name", "read:letters"))));
        new ConsoleForms(CHROMIUM.newBrowser(), server.realm(), server.realmUrl())
                .logIn("nora", PASSWORD)
                .assertScopeKept("read:letters")
                .assertClientKept(CONTACTS_APP)
                .assertRoleKept("letters-api", "read:letters")
                .assertMapperKept(CONTACTS_APP)
                .assertConditionKept();
    }

    @Test
    @Proves(Ability.LIFECYCLE)
    void followsAClientThatIsRenamed() {
        admin.configure(Map.of("reportOnlyApis", EVENTS_API, "refusal", "strip"));
        admin.createScope("read:minutes", EveryGrantClient.ID, Map.of(PermissionScopes.API, EVENTS_API));

        admin.clients().rename(EVENTS_API, "events");

        assertThat(admin.theSwitch().get().getConfig())
                .isEqualTo(Map.of("reportOnlyApis", "events", "refusal", "strip"));
        assertThat(admin.scope("read:minutes").getAttributes()).containsEntry(PermissionScopes.API, "events");
    }

    /** Keycloak 26.0 tells nobody that a role is mapped; the transaction that deletes it writes the mark. */
    @Test
    @Proves(Ability.LIFECYCLE)
    void aScopeStaysClosedWhenItsRoleIsDeleted() {
        String scope = "archive:contacts";
        admin.createScope(scope, EveryGrantClient.ID, CONTACTS_API, scope);

        admin.permissions().delete(CONTACTS_API, scope);

        assertThat(admin.scope(scope).getAttributes())
                .containsEntry(PermissionScopes.PROTECTED, "true")
                .containsEntry(PermissionScopes.MARKED, "true");
        new OneScope(client, scope).assertRefused("carl");
    }

    @Test
    @Proves({Ability.REST_APIS, Ability.REST_HOLDERS, Ability.REST_BUNDLE, Ability.REST_EXPLAIN, Ability.REST_STATUS})
    void takesTheCallsOfAdministrators() {
        Map<String, Object> api = Map.of(
                "name",
                "Customers",
                "identifier",
                "https://crm.example",
                "clients",
                List.of(EveryGrantClient.ID),
                "scopes",
                List.of(Map.of("name", "read:customers", "description", "See your customers")));
        assertThat(server.define("crm-api", api).status()).isEqualTo(201);
        assertThat(rest.put("apis/crm-api", api).status()).as("again").isEqualTo(200);
        assertThat(rest.get("apis/crm-api").body().path("scopes").findValuesAsText("name"))
                .containsExactly("read:customers");
        admin.give("anna", "crm-api", "read:customers");
        OneScope customers = new OneScope(client, "read:customers");
        customers.assertGranted("anna");
        customers.assertRefused("carl");
        JsonNode holders =
                rest.get("apis/crm-api/permissions/read:customers/holders").body();
        assertThat(holders.path("holders").findValuesAsText("username")).containsExactly("anna");

        assertThat(rest.get("bundle").body().path("apis").findValuesAsText("clientId"))
                .contains("crm-api", CONTACTS_API);
        Map<String, Object> bundle =
                Map.of("apis", List.of(rest.get("apis/crm-api").body()));
        assertThat(rest.post("plan", bundle).body().path("changes")).isEmpty();
        Map<String, Object> renamed = Map.of("apis", List.of(Map.of("clientId", "crm-api", "name", "Clients")));
        assertThat(rest.post("plan", renamed).body().path("changes")).hasSize(1);
        Answer applied = rest.post("apply", renamed);
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(rest.get("apis/crm-api").body().path("name").asText()).isEqualTo("Clients");

        JsonNode explained = rest.explain("anna", EveryGrantClient.ID, SCOPE + " read:customers");
        assertThat(explained.path("scopes").findValuesAsText("verdict"))
                .containsExactly("passed_through", "granted", "refused", "granted");
        JsonNode status = rest.get("status").body();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("seams").findValuesAsText("live")).isNotEmpty().doesNotContain("false");
        assertThat(rest.get("report").body().path("eventsEnabled").asBoolean()).isTrue();

        assertThat(rest.delete("apis/crm-api").status()).isBetween(200, 204);
        assertThat(rest.get("apis/crm-api").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "import/auth0,                   auth0.json,                   application/json",
        "import/authorization-extension, authorization-extension.json, application/json",
        "import/openapi,                 openapi.yaml,                 application/yaml",
    })
    @Proves(Ability.REST_IMPORT)
    void importsDocumentsOfOtherProducts(String path, String document, String mediaType) {
        Answer answer = rest.send("POST", path, mediaType, Fixture.text(document));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Fixture.document(Fixture.expected(document)));
    }

    @Test
    @Proves(Ability.REST_APIS)
    void takesTheRolesOfAnAdministratorFromTheToken() {
        admin.give("anna", "realm-management", "view-clients");
        assertThat(withTheTokenOfAnna().get("apis").status()).isEqualTo(403);

        admin.clients().setFullScope(EveryGrantClient.ID, true);
        assertThat(withTheTokenOfAnna().get("apis").status()).isEqualTo(200);
        assertThat(withTheTokenOfAnna().get("bundle").status())
                .as("another role")
                .isEqualTo(403);
    }

    private Administration withTheTokenOfAnna() {
        return new Administration(
                server.realmUrl(),
                client.asking("openid").as("anna").byPassword().accessToken());
    }

    @Test
    @Proves(Ability.METRICS)
    void countsAtTheMetricsEndpoint() {
        MetricsPage before = TestServers.metrics();

        client.asking(SCOPE).as("anna").byPassword();

        assertThat(TestServers.metrics().since(before))
                .isEqualTo(Map.of(
                        "tour enforce granted none", 1L,
                        "tour enforce refused not_permitted", 1L));
    }

    @Test
    @Proves(Ability.MAPPER)
    void theMapperNamesPermissionsAndFollowsTheProfileOfRfc9068() {
        admin.mappers().add(EveryGrantClient.ID, Map.of("permissions.include", "all", "token.dialect", "rfc9068"));

        TokenAnswer answer = client.asking("openid read:contacts").as("carl").byCode();

        assertEverywhere(client, answer, "read:contacts");
        AtJwt.assertProfile(answer, server.realmUrl(), EveryGrantClient.ID);
        PermissionsClaim.assertNames(answer, "delete:contacts", "read:contacts");
        PermissionsClaim.assertNames(introspected(client, answer), "delete:contacts", "read:contacts");
    }
}
