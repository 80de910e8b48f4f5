package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** What no definition has made is never deleted: neither by DELETE, nor because a definition does not list it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeletionIT {

    private static final String CRM = "apis/crm-api";
    private static final String SHOP = "shop-api";

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration administration;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void keycloaksOwnScopesAreNoDefinitions() {
        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.post(call, TestCase.text("bundle-builtin-scope.json"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("/apis/0/scopes/0/name");
            assertThat(answer.text()).contains("Keycloak's own").doesNotContain("permissionScopes.api");
        }
    }

    /** As somebody has done who followed an advice of another page. */
    @Test
    void aScopeOfKeycloaksThatSomebodyHasMarkedStaysAsItIs() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        admin.setScopeAttribute("profile", PermissionScopes.API, "crm-api");
        admin.setScopeAttribute("profile", PermissionScopes.DEFINED, "true");
        admin.map("email", "crm-api", "read:customers");
        List<ClientScopeRepresentation> before = List.of(admin.scope("profile"), admin.scope("email"));

        assertThat(administration.get(CRM).body().path("scopes").findValuesAsText("name"))
                .containsExactly("read:customers");
        define(Map.of("scopes", List.of()));
        Answer deleted = administration.delete(CRM);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(left(deleted)).contains("permission crm-api/read:customers", "api crm-api");
        assertThat(List.of(admin.scope("profile"), admin.scope("email")))
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    @Test
    void whatWasMadeByHandStaysAndIsSaid() {
        RealmRepresentation before = realm.admin().partialExport(true, true);

        Answer planned =
                administration.post("plan", Map.of("apis", List.of(Map.of("clientId", CONTACTS_API, "delete", true))));
        Answer deleted = administration.delete("apis/" + CONTACTS_API);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(deleted.body().path("changes")).isEmpty();
        assertThat(left(deleted))
                .contains(
                        "api " + CONTACTS_API,
                        "scope " + READ_CONTACTS,
                        "permission " + CONTACTS_API + "/" + READ_CONTACTS)
                .isEqualTo(left(planned));
        assertThat(deleted.body().path("left").get(0).path("reason").asText()).isNotBlank();
        assertThat(realm.admin().partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        assertThat(administration
                        .get("apis/" + CONTACTS_API)
                        .body()
                        .path("scopes")
                        .findValuesAsText("name"))
                .contains(READ_CONTACTS);
    }

    @Test
    void aDefinitionThatDoesNotListAHandMadeScopeLeavesIt() {
        JsonNode api = administration.get("apis/" + CONTACTS_API).body();

        Answer put = administration.put(
                "apis/" + CONTACTS_API, Map.of("scopes", List.of(Map.of("name", "archive:contacts"))));

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(left(put)).contains("scope " + READ_CONTACTS);
        assertThat(scopeNames()).contains(READ_CONTACTS, "archive:contacts");
        assertThat(new OAuth(realm.getBaseUrl(), REDIRECT_URI)
                        .password(CONTACTS_APP, "anna", PASSWORD, READ_CONTACTS)
                        .scope())
                .as("as before")
                .contains(READ_CONTACTS);
        Answer again = administration.put("apis/" + CONTACTS_API, api);
        assertThat(again.body().has("left")).as(again.text()).isFalse();
        assertThat(scopeNames()).doesNotContain("archive:contacts");
        assertThat(permissions(CONTACTS_API)).contains(READ_CONTACTS).doesNotContain("archive:contacts");
    }

    @Test
    void whatADefinitionHasSetAtAHandMadeClientGoes() {
        ClientRepresentation shop = new ClientRepresentation();
        shop.setClientId(SHOP);
        shop.setPublicClient(true);
        shop.setAttributes(Map.of("permissionScopes.refusal", "reject"));
        realm.admin().clients().create(shop).close();
        admin.createPermission(SHOP, "operator");

        assertThat(administration
                        .put(
                                "apis/" + SHOP,
                                Map.of(
                                        "name",
                                        "Shop",
                                        "identifier",
                                        "https://shop.example",
                                        "refusal",
                                        "reject",
                                        "scopes",
                                        List.of(
                                                Map.of("name", "read:shop"),
                                                Map.of("name", "run:shop", "roles", List.of("operator")))))
                        .status())
                .isEqualTo(200);
        Answer deleted = administration.delete("apis/" + SHOP);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(left(deleted)).containsExactlyInAnyOrder("api " + SHOP, "permission " + SHOP + "/operator");
        assertThat(scopeNames()).doesNotContain("read:shop", "run:shop");
        assertThat(permissions(SHOP)).containsExactly("operator");
        ClientRepresentation after = admin.client(SHOP).toRepresentation();
        assertThat(after.getName()).isNull();
        assertThat(after.getAttributes())
                .as("said by hand before")
                .containsEntry("permissionScopes.refusal", "reject")
                .doesNotContainKey("resource_url");
        assertThat(after.getAttributes().keySet()).noneMatch(key -> key.startsWith("permissionScopes.defined"));
        assertThat(administration.get("apis/" + SHOP).status()).isEqualTo(404);
    }

    @Test
    void aNameThatSomebodyHasChangedByHandStays() {
        ClientRepresentation shop = new ClientRepresentation();
        shop.setClientId(SHOP);
        realm.admin().clients().create(shop).close();
        administration.put("apis/" + SHOP, Map.of("name", "Shop", "scopes", List.of(Map.of("name", "read:shop"))));
        ClientRepresentation renamed = admin.client(SHOP).toRepresentation();
        renamed.setName("The shop");
        admin.client(SHOP).update(renamed);

        assertThat(administration.delete("apis/" + SHOP).status()).isEqualTo(200);

        assertThat(admin.client(SHOP).toRepresentation().getName()).isEqualTo("The shop");
    }

    /** Without its role a scope made by hand would go to nobody. It stays as it is. */
    @Test
    void aRoleThatAHandMadeScopeRequiresStaysWithItsClient() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"), Map.of("name", "delete:customers"))));
        admin.createScope("report:customers", CONTACTS_APP, Map.of());
        admin.map("report:customers", "crm-api", "read:customers");
        admin.give("anna", "crm-api", "read:customers");

        Answer deleted = administration.delete(CRM);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(left(deleted))
                .containsExactlyInAnyOrder(
                        "scope report:customers", "permission crm-api/read:customers", "api crm-api");
        assertThat(scopeNames()).contains("report:customers").doesNotContain("read:customers", "delete:customers");
        assertThat(permissions("crm-api")).containsExactly("read:customers");
        OAuth oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        assertThat(oauth.password(CONTACTS_APP, "anna", PASSWORD, "report:customers")
                        .scope())
                .contains("report:customers");
        assertThat(oauth.password(CONTACTS_APP, "carl", PASSWORD, "report:customers")
                        .scope())
                .doesNotContain("report:customers");

        admin.deleteScope("report:customers");
        assertThat(administration.delete(CRM).status())
                .as("nothing is left now")
                .isEqualTo(204);
        assertThat(realm.admin().clients().findByClientId("crm-api")).isEmpty();
    }

    /** As a plan of the same says it. */
    @Test
    void aRoleOfAnotherApiThatNothingRequiresAnyMoreIsSaid() {
        Map<String, Object> roles = Map.of(
                "name",
                "read:customers",
                "roles",
                List.of("read:customers", Map.of("client", SHOP, "role", "read:shop")));
        administration.put("apis/" + SHOP, Map.of("scopes", List.of(Map.of("name", "read:shop"))));
        define(Map.of("scopes", List.of(roles)));
        administration.put("apis/" + SHOP, Map.of("scopes", List.of()));
        Answer planned = administration.postYaml("plan", "apis: [{clientId: crm-api, delete: true}]");

        Answer deleted = administration.delete(CRM);

        assertThat(left(planned)).containsExactly("permission " + SHOP + "/read:shop");
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(left(deleted)).isEqualTo(left(planned));
    }

    @Test
    void aHandMadeRoleKeepsAClientThatWasMade() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        admin.createPermission("crm-api", "auditor");

        Answer deleted = administration.delete(CRM);

        assertThat(left(deleted)).containsExactlyInAnyOrder("permission crm-api/auditor", "api crm-api");
        assertThat(permissions("crm-api")).containsExactly("auditor");
    }

    @Test
    void aRoleIntoWhichSomebodyHasPutOthersStays() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"), Map.of("name", "delete:customers"))));
        admin.compose("crm-api", "delete:customers", "read:customers");

        Answer put = administration.put(CRM, Map.of("scopes", List.of(Map.of("name", "read:customers"))));

        assertThat(left(put)).containsExactly("permission crm-api/delete:customers");
        assertThat(scopeNames()).doesNotContain("delete:customers");
        assertThat(permissions("crm-api")).contains("delete:customers");
    }

    /** The usual case: users have the permission through a role of the realm. */
    @Test
    void aRoleOfTheRealmThatHasAPermissionDoesNotKeepIt() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        administration.post(
                "apply",
                Map.of(
                        "roles",
                        List.of(Map.of("name", "sales", "permissions", Map.of("crm-api", List.of("read:customers"))))));

        assertThat(administration.delete(CRM).status()).isEqualTo(204);

        assertThat(realm.admin().roles().get("sales").getRoleComposites()).isEmpty();
    }

    @Test
    void aBundleCanDeleteAndItsPlanShowsIt() {
        define(Map.of("name", "Customers", "scopes", List.of(Map.of("name", "read:customers"))));
        admin.give("anna", "crm-api", "read:customers");
        String bundle = "apis: [{clientId: crm-api, delete: true}]";

        Answer planned = administration.postYaml("plan", bundle);

        assertThat(planned.status()).as(planned.text()).isEqualTo(200);
        assertThat(lines(planned))
                .containsExactlyInAnyOrder(
                        "delete scope read:customers",
                        "delete permission crm-api/read:customers",
                        "delete api crm-api");
        assertThat(planned.body().has("left")).isFalse();
        assertThat(planned.text())
                .contains(admin.user("anna").toRepresentation().getId());
        assertThat(scopeNames()).contains("read:customers");

        Answer applied = administration.postYaml("apply", bundle);

        assertThat(lines(applied)).isEqualTo(lines(planned));
        assertThat(scopeNames()).doesNotContain("read:customers");
        assertThat(administration.get(CRM).status()).isEqualTo(404);
        assertThat(lines(administration.postYaml("apply", bundle)))
                .as("it is gone")
                .isEmpty();
    }

    /** An API is cut in two, or gets another client. */
    @Test
    void whatABundleDeletesIsFreeForItsOtherApis() {
        define(Map.of(
                "name",
                "Customers",
                "identifier",
                "https://crm.example",
                "clients",
                List.of(CONTACTS_APP, TIMESHEETS_APP),
                "scopes",
                List.of(
                        Map.of("name", "read:customers", "description", "See them"),
                        Map.of("name", "delete:customers"))));
        admin.give("anna", "crm-api", "read:customers");
        String id = admin.scope("read:customers").getId();
        String bundle =
                """
                apis:
                  - clientId: sales-api
                    identifier: https://crm.example
                    clients: [contacts-app]
                    scopes:
                      - {name: read:customers, description: See customers, match: all, minimumAcr: "2"}
                      - {name: write:customers}
                  - {clientId: crm-api, delete: true}
                """;

        Answer planned = administration.postYaml("plan", bundle);
        Answer applied = administration.postYaml("apply", bundle);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(lines(applied))
                .isEqualTo(lines(planned))
                .contains(
                        "create api sales-api",
                        "create permission sales-api/read:customers",
                        "delete permission crm-api/read:customers",
                        "delete scope delete:customers",
                        "delete api crm-api")
                .doesNotContain("delete scope read:customers", "create scope read:customers");
        assertThat(planned.text())
                .as("anna has the old permission only")
                .contains(admin.user("anna").toRepresentation().getId());
        assertThat(admin.scope("read:customers").getId()).as("the same one").isEqualTo(id);
        JsonNode api = administration.get("apis/sales-api").body();
        assertThat(api.path("identifier").asText()).isEqualTo("https://crm.example");
        assertThat(api.at("/scopes/0/description").asText()).isEqualTo("See customers");
        assertThat(api.at("/scopes/0/match").asText()).isEqualTo("all");
        assertThat(api.at("/scopes/0").has("roles")).as("its own alone").isFalse();
        assertThat(api.path("clients").toString()).isEqualTo("[\"contacts-app\"]");
        assertThat(administration.get(CRM).status()).isEqualTo(404);
        for (String again : List.of(bundle, administration.get("bundle").text())) {
            Answer second = administration.postYaml("plan", again);
            assertThat(second.body().path("changes")).as(second.text()).isEmpty();
        }
    }

    /** Who shares the scope gets it whole; and a role that it still asks for stays. */
    @Test
    void aSharedScopeThatAnApiLeavesIsTheOtherOnes() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers", "description", "See them"))));
        administration.put(
                "apis/sales-api",
                Map.of("scopes", List.of(Map.of("name", "read:customers", "roles", List.of("seller")))));
        String bundle =
                """
                apis:
                  - {clientId: crm-api, delete: true}
                  - clientId: sales-api
                    scopes:
                      - name: read:customers
                        description: See customers
                        roles: [seller, {client: crm-api, role: read:customers}]
                """;

        Answer applied = administration.postYaml("apply", bundle);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(left(applied)).contains("permission crm-api/read:customers", "api crm-api");
        JsonNode scope = administration.get("apis/sales-api").body().at("/scopes/0");
        assertThat(scope.path("description").asText()).isEqualTo("See customers");
        assertThat(scope.path("roles").toString())
                .isEqualTo("[{\"client\":\"crm-api\",\"role\":\"read:customers\"},\"seller\"]");
        Answer second = administration.postYaml("plan", bundle);
        assertThat(second.body().path("changes")).as(second.text()).isEmpty();
    }

    @Test
    void aScopeMadeByHandIsNotFree() {
        Answer answer = administration.postYaml(
                "plan",
                """
                apis:
                  - {clientId: contacts-api, delete: true}
                  - {clientId: crm-api, scopes: [{name: read:contacts, description: Another text}]}
                """);

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.body().path("field").asText()).isEqualTo("/apis/1/scopes/0/description");
    }

    /** Two APIs may also exchange identifiers. */
    @Test
    void identifiersAreComparedWhenAllHaveTheirs() {
        define(Map.of("identifier", "https://one.example", "scopes", List.of(Map.of("name", "read:customers"))));
        administration.put(
                "apis/sales-api",
                Map.of("identifier", "https://two.example", "scopes", List.of(Map.of("name", "read:sales"))));

        Answer applied = administration.postYaml(
                "apply",
                """
                apis:
                  - {clientId: crm-api, identifier: https://two.example}
                  - {clientId: sales-api, identifier: https://one.example}
                """);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(administration.get(CRM).body().path("identifier").asText()).isEqualTo("https://two.example");
        assertThat(administration
                        .postYaml("plan", "apis: [{clientId: sales-api, identifier: https://two.example}]")
                        .status())
                .isEqualTo(409);
    }

    /** Also where they come one after the other, and where a client becomes an API that somebody has registered. */
    @Test
    void twoApisHaveNoNameInCommon() {
        define(Map.of("identifier", "https://crm.example", "scopes", List.of()));
        assertRefused(
                "apis: [{clientId: sales-api, identifier: 'https://crm.example', scopes: [{name: 'read:sales'}]}]",
                "/apis/0/identifier");
        assertRefused("apis: [{clientId: sales-api, identifier: 'urn:client:crm-api'}]", "/apis/0/identifier");
        client(SHOP, Map.of("resource_url", "https://crm.example"));
        assertRefused("apis: [{clientId: shop-api, scopes: [{name: 'read:shop'}]}]", "/apis/0/identifier");
        assertThat(administration
                        .postYaml(
                                "plan",
                                "apis: [{clientId: shop-api, identifier: 'https://shop.example', scopes: [{name:"
                                        + " 'read:shop'}]}]")
                        .status())
                .isEqualTo(200);
        assertThat(administration
                        .postYaml(
                                "plan",
                                "apis: [{clientId: shop-api, scopes: [{name: 'read:shop'}]}, {clientId: crm-api,"
                                        + " delete: true}]")
                        .status())
                .as("its name is free then")
                .isEqualTo(200);

        define(Map.of("identifier", "urn:x:y"));
        assertRefused("apis: [{clientId: 'urn:x:y', scopes: [{name: 'read:sales'}]}]", "/apis/0/clientId");
        Answer put = administration.put("apis/urn:x:y", Map.of("scopes", List.of()));
        assertThat(put.status()).as(put.text()).isEqualTo(409);
        assertThat(put.body().path("field").asText()).isEqualTo("/clientId");
    }

    /** It stays the same client scope, as it does under its old name. */
    @Test
    void aScopeOfAnApiThatGoesCanBeRenamed() {
        define(Map.of("clients", List.of(CONTACTS_APP), "scopes", List.of(Map.of("name", "read:customers"))));
        String id = admin.scope("read:customers").getId();
        String renamed = "{clientId: sales-api, scopes: [{name: 'view:customers', renamedFrom: 'read:customers'}]}";

        assertRefused("apis: [" + renamed + "]", "/apis/0/scopes/0/renamedFrom");
        String bundle = "apis: [{clientId: crm-api, delete: true}, " + renamed + "]";
        Answer planned = administration.postYaml("plan", bundle);
        Answer applied = administration.postYaml("apply", bundle);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(lines(applied))
                .isEqualTo(lines(planned))
                .contains("rename scope view:customers", "delete api crm-api")
                .doesNotContain("delete scope read:customers");
        assertThat(admin.scope("view:customers").getId()).isEqualTo(id);
        assertThat(administration
                        .get("apis/sales-api")
                        .body()
                        .at("/scopes/0/name")
                        .asText())
                .isEqualTo("view:customers");
        assertThat(admin.client(CONTACTS_APP).getOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("view:customers");
        Answer second = administration.postYaml("apply", bundle);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(lines(second)).isEmpty();

        define(Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        assertThat(lines(administration.postYaml("plan", "apis: [" + renamed + "]")))
                .as("renamed long ago; the old name is another scope's now")
                .isEmpty();
    }

    @Test
    void aScopeOfNoApiIsNotRenamed() {
        admin.createScope("nobodys", CONTACTS_APP, Map.of());

        assertRefused(
                "apis: [{clientId: crm-api, scopes: [{name: 'a:b', renamedFrom: nobodys}]}]",
                "/apis/0/scopes/0/renamedFrom");
    }

    /** A mistake in a client ID is told from what is deleted already by nobody but a person. */
    @Test
    void whatIsNoApiIsNotDeletedInSilence() {
        ClientRepresentation saml = new ClientRepresentation();
        saml.setClientId("a-saml-client");
        saml.setProtocol("saml");
        realm.admin().clients().create(saml).close();
        client(SHOP, Map.of());

        assertRefused("apis: [{clientId: account, delete: true}]", "/apis/0/clientId");
        assertRefused("apis: [{clientId: a-saml-client, delete: true}]", "/apis/0/clientId");
        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.postYaml(
                    call, "apis: [{clientId: typo, delete: true}, {clientId: shop-api, delete: true}]");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(lines(answer)).isEmpty();
            assertThat(left(answer)).containsExactly("api typo", "api shop-api");
        }
    }

    @Test
    void nullBesideDeleteIsNothing() {
        define(Map.of("scopes", List.of(Map.of("name", "read:customers"))));

        Answer applied = administration.post(
                "apply",
                "{\"apis\": [{\"clientId\": \"crm-api\", \"delete\": true, \"name\": null, \"identifier\": null,"
                        + " \"refusal\": null, \"clients\": null, \"scopes\": null}]}");

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(administration.get(CRM).status()).isEqualTo(404);
    }

    @Test
    void aBundleThatDeletesSaysNothingElseOfTheApi() {
        Answer answer = administration.postYaml("plan", "apis: [{clientId: crm-api, delete: true, scopes: []}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("field").asText()).isEqualTo("/apis/0/delete");
        assertThat(administration
                        .put(CRM, Map.of("delete", true))
                        .body()
                        .path("field")
                        .asText())
                .isEqualTo("/delete");
    }

    private void define(Map<String, Object> api) {
        Answer answer = administration.put(CRM, api);
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private void client(String clientId, Map<String, String> attributes) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setAttributes(attributes);
        realm.admin().clients().create(client).close();
    }

    private void assertRefused(String bundle, String field) {
        Answer answer = administration.postYaml("plan", bundle);
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.body().path("errors").findValuesAsText("field")).containsExactly(field);
    }

    private static List<String> left(Answer answer) {
        List<String> left = new ArrayList<>();
        answer.body()
                .path("left")
                .forEach(item -> left.add(
                        item.path("kind").asText() + " " + item.path("name").asText()));
        return left;
    }

    private static List<String> lines(Answer answer) {
        List<String> lines = new ArrayList<>();
        answer.body()
                .path("changes")
                .forEach(change -> lines.add(change.path("operation").asText() + " "
                        + change.path("kind").asText() + " "
                        + change.path("name").asText()));
        return lines;
    }

    private List<String> permissions(String api) {
        return admin.client(api).roles().list().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    private List<String> scopeNames() {
        return realm.admin().clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }
}
