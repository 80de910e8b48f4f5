package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** What no definition has made is never deleted: neither by DELETE, nor because a definition does not list it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeletionIT {

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

    @Test
    void keycloaksOwnScopesAreNoDefinitions() {
        JsonNode bundle = TestCase.json("bundle-builtin-scope.json");

        assertRefused(rest, bundle, 400, "/apis/0/scopes/0/name");
        assertThat(rest.plan(bundle).text()).contains("Keycloak's own").doesNotContain("permissionScopes.api");
        assertThat(rest.apply(bundle).text()).contains("Keycloak's own").doesNotContain("permissionScopes.api");
    }

    /** As somebody has done who followed an advice of another page. */
    @Test
    void aScopeOfKeycloaksThatSomebodyHasMarkedStaysAsItIs() {
        define("scopes: [{name: read:customers}]");
        admin.scopes().setAttribute("profile", PermissionScopes.API, CRM);
        admin.scopes().setAttribute("profile", PermissionScopes.DEFINED, "true");
        admin.map("email", CRM, "read:customers");
        List<ClientScopeRepresentation> before = List.of(admin.scope("profile"), admin.scope("email"));

        assertThat(rest.api(CRM).all("/scopes", "name")).containsExactly("read:customers");
        define("scopes: []");
        Answer deleted = rest.delete("apis/crm-api");

        assertStatus(deleted, 200);
        assertThat(left(deleted)).contains("permission crm-api/read:customers", "api crm-api");
        assertThat(List.of(admin.scope("profile"), admin.scope("email")))
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    @Test
    void whatWasMadeByHandStaysAndIsSaid() {
        RealmRepresentation before = realm.admin().partialExport(true, true);

        Answer planned = rest.plan("apis: [{clientId: contacts-api, delete: true}]");
        Answer deleted = rest.delete("apis/contacts-api");

        assertThat(changes(deleted)).isEmpty();
        assertThat(left(deleted))
                .contains("api contacts-api", "scope read:contacts", "permission contacts-api/read:contacts")
                .isEqualTo(left(planned));
        assertThat(deleted.at("/left/0/reason")).isNotBlank();
        assertThat(realm.admin().partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        assertThat(rest.api(CONTACTS_API).all("/scopes", "name")).contains(READ_CONTACTS);
    }

    @Test
    void aDefinitionThatDoesNotListAHandMadeScopeLeavesIt() {
        JsonNode api = rest.api(CONTACTS_API).body();

        Answer put = rest.define(CONTACTS_API, "scopes: [{name: archive:contacts}]");

        assertStatus(put, 200);
        assertThat(left(put)).contains("scope read:contacts");
        assertThat(admin.scopes().names()).contains(READ_CONTACTS, "archive:contacts");
        assertThat(contactsApp.asking(READ_CONTACTS).as("anna").byPassword().scope())
                .as("as before")
                .contains(READ_CONTACTS);
        Answer again = rest.put("apis/contacts-api", api);
        assertThat(again.body().has("left")).as(again.text()).isFalse();
        assertThat(admin.scopes().names()).doesNotContain("archive:contacts");
        assertThat(admin.clients().permissions(CONTACTS_API))
                .contains(READ_CONTACTS)
                .doesNotContain("archive:contacts");
    }

    @Test
    void whatADefinitionHasSetAtAHandMadeClientGoes() {
        admin.clients().create(SHOP, Map.of("permissionScopes.refusal", "reject"));
        admin.permissions().create(SHOP, "operator");
        ok(
                rest.define(
                        SHOP,
                        """
                name: Shop
                identifier: https://shop.example
                refusal: reject
                scopes: [{name: read:shop}, {name: run:shop, roles: [operator]}]
                """));

        Answer deleted = rest.delete("apis/shop-api");

        assertStatus(deleted, 200);
        assertThat(left(deleted)).containsExactlyInAnyOrder("api shop-api", "permission shop-api/operator");
        assertThat(admin.scopes().names()).doesNotContain("read:shop", "run:shop");
        assertThat(admin.clients().permissions(SHOP)).containsExactly("operator");
        ClientRepresentation after = admin.client(SHOP).toRepresentation();
        assertThat(after.getName()).isNull();
        assertThat(after.getAttributes())
                .as("said by hand before")
                .containsEntry("permissionScopes.refusal", "reject")
                .doesNotContainKey("resource_url");
        assertThat(after.getAttributes().keySet()).noneMatch(key -> key.startsWith("permissionScopes.defined"));
        assertStatus(rest.api(SHOP), 404);
    }

    @Test
    void aNameThatSomebodyHasChangedByHandStays() {
        admin.clients().create(SHOP, Map.of());
        rest.define(SHOP, "{name: Shop, scopes: [{name: read:shop}]}");
        admin.changeClient(SHOP, shop -> shop.setName("The shop"));

        assertStatus(rest.delete("apis/shop-api"), 200);

        assertThat(admin.client(SHOP).toRepresentation().getName()).isEqualTo("The shop");
    }

    private void define(String crm) {
        assertStatus(rest.define(CRM, crm), 200, 201);
    }
}
