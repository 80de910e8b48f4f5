package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Roles that somebody has made or changed by hand keep what an API has left, when it is deleted. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeletedRolesIT {

    private static final String CRM = "crm-api";
    private static final String SHOP = "shop-api";

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    /** Without its role a scope made by hand would go to nobody. It stays as it is. */
    @Test
    void aRoleThatAHandMadeScopeRequiresStaysWithItsClient() {
        define("scopes: [{name: read:customers}, {name: delete:customers}]");
        admin.createScope("report:customers", CONTACTS_APP, Map.of());
        admin.map("report:customers", CRM, "read:customers");
        admin.give("anna", CRM, "read:customers");

        Answer deleted = rest.delete("apis/crm-api");

        assertStatus(deleted, 200);
        assertThat(left(deleted))
                .containsExactlyInAnyOrder(
                        "scope report:customers", "permission crm-api/read:customers", "api crm-api");
        assertThat(admin.scopes().names())
                .contains("report:customers")
                .doesNotContain("read:customers", "delete:customers");
        assertThat(admin.clients().permissions(CRM)).containsExactly("read:customers");
        assertThat(contactsApp
                        .asking("report:customers")
                        .as("anna")
                        .byPassword()
                        .scope())
                .contains("report:customers");
        assertThat(contactsApp
                        .asking("report:customers")
                        .as("carl")
                        .byPassword()
                        .scope())
                .doesNotContain("report:customers");

        admin.scopes().delete("report:customers");
        assertStatus(rest.delete("apis/crm-api"), 204);
        assertThat(admin.clients().exists(CRM)).as("nothing is left now").isFalse();
    }

    /** As a plan of the same says it. */
    @Test
    void aRoleOfAnotherApiThatNothingRequiresAnyMoreIsSaid() {
        rest.define(SHOP, "scopes: [{name: read:shop}]");
        define("scopes: [{name: read:customers, roles: [read:customers, {client: shop-api, role: read:shop}]}]");
        rest.define(SHOP, "scopes: []");
        Answer planned = rest.plan("apis: [{clientId: crm-api, delete: true}]");

        Answer deleted = rest.delete("apis/crm-api");

        assertThat(left(planned)).containsExactly("permission shop-api/read:shop");
        assertStatus(deleted, 200);
        assertThat(left(deleted)).isEqualTo(left(planned));
    }

    @Test
    void aHandMadeRoleKeepsAClientThatWasMade() {
        define("scopes: [{name: read:customers}]");
        admin.permissions().create(CRM, "auditor");

        Answer deleted = rest.delete("apis/crm-api");

        assertThat(left(deleted)).containsExactlyInAnyOrder("permission crm-api/auditor", "api crm-api");
        assertThat(admin.clients().permissions(CRM)).containsExactly("auditor");
    }

    @Test
    void aRoleIntoWhichSomebodyHasPutOthersStays() {
        define("scopes: [{name: read:customers}, {name: delete:customers}]");
        admin.permissions().compose(CRM, "delete:customers", "read:customers");

        Answer put = rest.define(CRM, "scopes: [{name: read:customers}]");

        assertThat(left(put)).containsExactly("permission crm-api/delete:customers");
        assertThat(admin.scopes().names()).doesNotContain("delete:customers");
        assertThat(admin.clients().permissions(CRM)).contains("delete:customers");
    }

    /** The usual case: users have the permission through a role of the realm. */
    @Test
    void aRoleOfTheRealmThatHasAPermissionDoesNotKeepIt() {
        define("scopes: [{name: read:customers}]");
        rest.apply("roles: [{name: sales, permissions: {crm-api: [read:customers]}}]");

        assertStatus(rest.delete("apis/crm-api"), 204);

        assertThat(admin.roles().parts("sales")).isEmpty();
    }

    private void define(String crm) {
        assertStatus(rest.define(CRM, crm), 200, 201);
    }
}
