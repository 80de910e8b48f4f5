package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Defining an API that there is already: what is left out stays, what is emptied goes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApisChangeIT {

    private static final String CRM = "crm-api";
    private static final String DEFINITION =
            """
            name: Customers
            identifier: https://crm.example
            clients: [contacts-app]
            scopes:
              - {name: read:customers, description: See your customers}
              - {name: delete:customers, description: Delete your customers}
            """;

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void whatGetAnswersChangesNothingWhenItIsPut() {
        JsonNode defined = rest.define(CRM, DEFINITION).body();
        realm.admin().clearAdminEvents();

        assertThat(ok(rest.put("apis/crm-api", defined))).isEqualTo(defined);

        assertThat(EventLog.definitions(realm)).isEmpty();
    }

    @Test
    void aScopeThatIsNotListedAnyMoreIsDeletedWithItsPermission() {
        rest.define(CRM, DEFINITION);

        rest.define(CRM, "scopes: [{name: read:customers, description: See your customers}]");

        assertThat(admin.scopes().names()).contains("read:customers").doesNotContain("delete:customers");
        assertThat(admin.clients().permissions(CRM)).containsExactly("read:customers");
    }

    @Test
    void aRenamedScopeKeepsItsUsers() {
        rest.define(CRM, DEFINITION);
        admin.give("anna", CRM, "read:customers");

        rest.define(CRM, "scopes: [{name: view:customers, renamedFrom: read:customers}, {name: delete:customers}]");

        assertThat(admin.user("anna")
                        .roles()
                        .clientLevel(admin.clients().id(CRM))
                        .listAll())
                .extracting(RoleRepresentation::getName)
                .containsExactly("view:customers");
        assertThat(admin.scopes().names()).contains("view:customers").doesNotContain("read:customers");
    }

    @Test
    void whatIsLeftOutStays() {
        rest.define(CRM, "scopes: [{name: read:customers, match: all, minimumAcr: '2', roles: [read, staff]}]");

        rest.define(CRM, "scopes: [{name: read:customers, description: See your customers}]");

        Answer api = rest.api(CRM);
        assertThat(api.at("/scopes/0/match")).isEqualTo("all");
        assertThat(api.at("/scopes/0/minimumAcr")).isEqualTo("2");
        assertThat(admin.scope("read:customers").getAttributes()).containsEntry("permissionScopes.minimumAcr", "2");
        assertThat(texts(api.body().at("/scopes/0/roles"))).containsExactlyInAnyOrder("read", "staff");
    }

    @Test
    void aLevelIsTakenAwayByAnEmptyText() {
        rest.define(CRM, "scopes: [{name: read:customers, minimumAcr: '2'}]");
        rest.define(CRM, "scopes: [{name: read:customers, minimumAcr: ''}]");

        assertThat(rest.api(CRM).body().at("/scopes/0").has("minimumAcr")).isFalse();
    }

    /** What it is called, too: nothing of a client that a definition has not made was known before. */
    @Test
    void anEmptyTextOrNullTakesAway() {
        rest.define(
                CRM,
                """
                name: Customers
                identifier: https://crm.example
                refusal: reject
                scopes: [{name: read:customers, description: See them, match: all}]
                """);
        JsonNode before = rest.api(CRM).body();
        assertThat(rest.define(CRM, "scopes: [{name: read:customers}]").body())
                .as("what is left out stays")
                .isEqualTo(before);

        JsonNode cleared = ok(
                rest.define(
                        CRM,
                        """
                name: null
                identifier: ""
                refusal: null
                scopes: [{name: read:customers, description: "", match: null}]
                """));

        assertThat(cleared.fieldNames()).toIterable().doesNotContain("name", "identifier", "refusal");
        assertThat(cleared.at("/scopes/0").fieldNames()).toIterable().doesNotContain("description", "match");
        ClientRepresentation client = admin.client(CRM).toRepresentation();
        assertThat(client.getAttributes()).doesNotContainKeys("resource_url", "permissionScopes.refusal");
        assertThat(client.getName()).isNull();
        assertThat(admin.scope("read:customers").getAttributes())
                .doesNotContainKeys("consent.screen.text", "permissionScopes.match");
        // It is free again.
        ok(rest.define(CRM, "identifier: https://crm.example"));
    }

    /** Of a client that was made by hand, with nothing in it that a definition could be about. */
    @Test
    void whatADefinitionSaysOfAClientWithoutScopesIsAnsweredAndCanBeUndone() {
        admin.clients().create("web", Map.of());

        assertThat(rest.define("web", "scopes: []").at("/clientId")).isEqualTo("web");
        assertStatus(rest.api("web"), 404);

        JsonNode named = ok(rest.define("web", "name: Web"));
        assertThat(named.path("name").asText()).isEqualTo("Web");
        assertThat(rest.api("web").body()).isEqualTo(named);
        assertThat(rest.get("apis").all("clientId")).contains("web");

        rest.define("web", "scopes: [{name: a:b}]");
        ok(rest.define("web", "scopes: []"));
        assertThat(admin.scopes().names()).doesNotContain("a:b");

        assertStatus(rest.delete("apis/web"), 200);
        ClientRepresentation client = admin.client("web").toRepresentation();
        assertThat(client.getName()).isNull();
        assertThat(client.getAttributes().keySet()).noneMatch(key -> key.startsWith("permissionScopes."));
        assertStatus(rest.api("web"), 404);

        rest.define("web", "scopes: [{name: a:b}]");
        assertThat(ok(rest.define("web", "scopes: []")).path("scopes")).isEmpty();
    }

    @Test
    void aDefaultScopeOfTheRealmIsNotMadeOptional() {
        rest.define(CRM, DEFINITION);
        admin.scopes().makeDefaultOfNewClients("read:customers");

        assertRefused(rest, "apis: [{clientId: crm-api, realmOptional: true}]", 409, "/apis/0/realmOptional");
        assertThat(rest.plan("apis: [{clientId: crm-api, realmOptional: true}]").text())
                .contains("is a default scope of this realm");
        assertRefused(
                rest,
                """
                apis:
                  - clientId: crm-api
                    scopes: [{name: read:customers, realmOptional: true}, {name: delete:customers, realmOptional: true}]
                """,
                409,
                "/apis/0/scopes/0/realmOptional");
        ok(
                rest.define(
                        CRM,
                        """
                realmOptional: true
                scopes: [{name: read:customers, realmOptional: false}, {name: delete:customers}]
                """));
        assertThat(realm.admin().getDefaultDefaultClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("read:customers");
        assertThat(realm.admin().getDefaultOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("delete:customers")
                .doesNotContain("read:customers");
    }
}
