package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Bundles that delete APIs: what is free then, and for whom. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BundleDeletionIT {

    private static final String CRM = "crm-api";
    private static final String SHOP = "shop-api";

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void aBundleCanDeleteAndItsPlanShowsIt() {
        define("{name: Customers, scopes: [{name: read:customers}]}");
        admin.give("anna", CRM, "read:customers");
        String bundle = "apis: [{clientId: crm-api, delete: true}]";

        Answer planned = rest.plan(bundle);

        assertThat(lines(planned))
                .containsExactlyInAnyOrder(
                        "delete scope read:customers",
                        "delete permission crm-api/read:customers",
                        "delete api crm-api");
        assertThat(planned.body().has("left")).isFalse();
        assertThat(planned.text())
                .contains(admin.user("anna").toRepresentation().getId());
        assertThat(admin.scopes().names()).contains("read:customers");

        assertThat(lines(rest.apply(bundle))).isEqualTo(lines(planned));
        assertThat(admin.scopes().names()).doesNotContain("read:customers");
        assertStatus(rest.api(CRM), 404);
        assertThat(lines(rest.apply(bundle))).as("it is gone").isEmpty();
    }

    /** An API is cut in two, or gets another client. */
    @Test
    void whatABundleDeletesIsFreeForItsOtherApis() {
        define(
                """
                name: Customers
                identifier: https://crm.example
                clients: [contacts-app, timesheets-app]
                scopes: [{name: read:customers, description: See them}, {name: delete:customers}]
                """);
        admin.give("anna", CRM, "read:customers");
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

        Answer planned = rest.plan(bundle);
        Answer applied = rest.apply(bundle);

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
        Answer api = rest.api("sales-api");
        assertThat(api.at("/identifier")).isEqualTo("https://crm.example");
        assertThat(api.at("/scopes/0/description")).isEqualTo("See customers");
        assertThat(api.at("/scopes/0/match")).isEqualTo("all");
        assertThat(api.body().at("/scopes/0").has("roles")).as("its own alone").isFalse();
        assertThat(texts(api.body().path("clients"))).containsExactly(CONTACTS_APP);
        assertStatus(rest.api(CRM), 404);
        assertThat(lines(rest.plan(bundle))).isEmpty();
        assertThat(lines(rest.plan(rest.get("bundle").text()))).isEmpty();
    }

    /** Who shares the scope gets it whole; and a role that it still asks for stays. */
    @Test
    void aSharedScopeThatAnApiLeavesIsTheOtherOnes() {
        define("scopes: [{name: read:customers, description: See them}]");
        rest.define("sales-api", "scopes: [{name: read:customers, roles: [seller]}]");
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

        Answer applied = rest.apply(bundle);

        assertStatus(applied, 200);
        assertThat(left(applied)).contains("permission crm-api/read:customers", "api crm-api");
        Answer sales = rest.api("sales-api");
        assertThat(sales.at("/scopes/0/description")).isEqualTo("See customers");
        assertThat(sales.body().at("/scopes/0/roles"))
                .hasToString("[{\"client\":\"crm-api\",\"role\":\"read:customers\"},\"seller\"]");
        assertThat(lines(rest.plan(bundle))).isEmpty();
    }

    @Test
    void aScopeMadeByHandIsNotFree() {
        assertProblem(
                rest.plan(
                        """
                        apis:
                          - {clientId: contacts-api, delete: true}
                          - {clientId: crm-api, scopes: [{name: read:contacts, description: Another text}]}
                        """),
                409,
                "/apis/1/scopes/0/description");
    }

    /** A mistake in a client ID is told from what is deleted already by nobody but a person. */
    @Test
    void whatIsNoApiIsNotDeletedInSilence() {
        admin.clients().createSaml("a-saml-client");
        admin.clients().create(SHOP, Map.of());
        String bundle = "apis: [{clientId: typo, delete: true}, {clientId: shop-api, delete: true}]";

        assertRefused("{clientId: account, delete: true}", "/apis/0/clientId");
        assertRefused("{clientId: a-saml-client, delete: true}", "/apis/0/clientId");
        Answer planned = rest.plan(bundle);
        assertThat(lines(planned)).isEmpty();
        assertThat(left(planned)).containsExactly("api typo", "api shop-api");
        Answer applied = rest.apply(bundle);
        assertThat(lines(applied)).isEmpty();
        assertThat(left(applied)).containsExactly("api typo", "api shop-api");
    }

    @Test
    void nullBesideDeleteIsNothing() {
        define("scopes: [{name: read:customers}]");

        ok(
                rest.post(
                        "apply",
                        """
                {"apis": [{"clientId": "crm-api", "delete": true, "name": null, "identifier": null, "refusal": null,
                    "clients": null, "scopes": null}]}
                """));

        assertStatus(rest.api(CRM), 404);
    }

    @Test
    void aBundleThatDeletesSaysNothingElseOfTheApi() {
        assertProblem(rest.plan("apis: [{clientId: crm-api, delete: true, scopes: []}]"), 400, "/apis/0/delete");
        assertThat(rest.define(CRM, "delete: true").at("/field")).isEqualTo("/delete");
    }

    private void define(String crm) {
        assertStatus(rest.define(CRM, crm), 200, 201);
    }

    /** For this reason alone. */
    private void assertRefused(String api, String field) {
        Answer answer = assertStatus(rest.plan("apis: [" + api + "]"), 409);
        assertThat(answer.all("/errors", "field")).containsExactly(field);
    }
}
