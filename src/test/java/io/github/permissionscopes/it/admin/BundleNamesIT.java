package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Bundles in which APIs and scopes have names of others: which are free; and what is renamed keeps its users. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BundleNamesIT {

    private static final String CRM = "crm-api";
    private static final String SHOP = "shop-api";

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** Two APIs may also exchange identifiers. */
    @Test
    void identifiersAreComparedWhenAllHaveTheirs() {
        define("{identifier: 'https://one.example', scopes: [{name: read:customers}]}");
        rest.define("sales-api", "{identifier: 'https://two.example', scopes: [{name: read:sales}]}");

        ok(
                rest.apply(
                        """
                apis:
                  - {clientId: crm-api, identifier: https://two.example}
                  - {clientId: sales-api, identifier: https://one.example}
                """));

        assertThat(rest.api(CRM).at("/identifier")).isEqualTo("https://two.example");
        assertStatus(rest.plan("apis: [{clientId: sales-api, identifier: https://two.example}]"), 409);
    }

    /** Also where they come one after the other, and where a client becomes an API that somebody has registered. */
    @Test
    void twoApisHaveNoNameInCommon() {
        define("{identifier: 'https://crm.example', scopes: []}");
        assertRefused(
                "{clientId: sales-api, identifier: 'https://crm.example', scopes: [{name: read:sales}]}",
                "/apis/0/identifier");
        assertRefused("{clientId: sales-api, identifier: 'urn:client:crm-api'}", "/apis/0/identifier");
        admin.clients().create(SHOP, Map.of("resource_url", "https://crm.example"));
        assertRefused("{clientId: shop-api, scopes: [{name: read:shop}]}", "/apis/0/identifier");
        ok(rest.plan("apis: [{clientId: shop-api, identifier: 'https://shop.example', scopes: [{name: read:shop}]}]"));
        // Its name is free then.
        ok(rest.plan("apis: [{clientId: shop-api, scopes: [{name: read:shop}]}, {clientId: crm-api, delete: true}]"));

        define("identifier: 'urn:x:y'");
        assertRefused("{clientId: 'urn:x:y', scopes: [{name: read:sales}]}", "/apis/0/clientId");
        assertProblem(rest.define("urn:x:y", "scopes: []"), 409, "/clientId");
    }

    /** It stays the same client scope, as it does under its old name. */
    @Test
    void aScopeOfAnApiThatGoesCanBeRenamed() {
        define("{clients: [contacts-app], scopes: [{name: read:customers}]}");
        String id = admin.scope("read:customers").getId();
        String renamed = "{clientId: sales-api, scopes: [{name: view:customers, renamedFrom: read:customers}]}";
        String bundle = "apis: [{clientId: crm-api, delete: true}, " + renamed + "]";
        assertRefused(renamed, "/apis/0/scopes/0/renamedFrom");

        Answer planned = rest.plan(bundle);
        Answer applied = rest.apply(bundle);

        assertThat(lines(applied))
                .isEqualTo(lines(planned))
                .contains("rename scope view:customers", "delete api crm-api")
                .doesNotContain("delete scope read:customers");
        assertThat(admin.scope("view:customers").getId()).isEqualTo(id);
        assertThat(rest.api("sales-api").at("/scopes/0/name")).isEqualTo("view:customers");
        assertThat(admin.clients().optionalScopes(CONTACTS_APP)).contains("view:customers");
        assertThat(lines(rest.apply(bundle))).isEmpty();

        define("scopes: [{name: read:customers}]");
        assertThat(lines(rest.plan("apis: [" + renamed + "]")))
                .as("renamed long ago; the old name is another scope's now")
                .isEmpty();
    }

    @Test
    void aScopeOfNoApiIsNotRenamed() {
        admin.createScope("nobodys", CONTACTS_APP, Map.of());

        assertRefused(
                "{clientId: crm-api, scopes: [{name: a:b, renamedFrom: nobodys}]}", "/apis/0/scopes/0/renamedFrom");
    }

    @Test
    void aRenamedRoleKeepsItsUsers() {
        List<String> before = usernames("manager");

        assertThat(lines(rest.apply("roles: [{name: team-lead, renamedFrom: manager}]")))
                .containsExactly("rename role team-lead");

        assertThat(usernames("team-lead")).containsExactlyElementsOf(before).isNotEmpty();
    }

    private List<String> usernames(String role) {
        return admin.roles().users(role).stream()
                .map(UserRepresentation::getUsername)
                .toList();
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
