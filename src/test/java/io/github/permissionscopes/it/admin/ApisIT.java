package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Defining, reading and deleting an API by one call. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApisIT {

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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @Test
    void definesAnApiThatDecidesAtOnce() {
        assertStatus(rest.define(CRM, DEFINITION), 201);

        admin.give("anna", CRM, "read:customers");
        TokenAnswer anna = contactsApp
                .asking("openid read:customers delete:customers")
                .as("anna")
                .byPassword();
        assertThat(anna.scope()).contains("read:customers").doesNotContain("delete:customers");
    }

    @Test
    void makesAClientAtWhichNobodyLogsIn() {
        rest.define(CRM, DEFINITION);

        assertThat(admin.client(CRM).toRepresentation()).satisfies(made -> {
            assertThat(made.isBearerOnly()).isTrue();
            assertThat(made.isFullScopeAllowed()).isFalse();
            assertThat(made.getName()).isEqualTo("Customers");
            assertThat(made.getAttributes()).containsEntry("resource_url", "https://crm.example");
        });
    }

    @Test
    void answersWithTheSameDefinitionAsGet() {
        Answer created = rest.define(CRM, DEFINITION);

        assertThat(rest.api(CRM).body()).isEqualTo(created.body());
        assertThat(created.all("/scopes", "name")).containsExactly("read:customers", "delete:customers");
        assertThat(created.all("/scopes", "description"))
                .containsExactly("See your customers", "Delete your customers");
        assertThat(created.at("/clients/0")).isEqualTo(CONTACTS_APP);
    }

    @Test
    void writesOneAdminEventPerChange() {
        // The realm of the test before had the same id.
        realm.admin().clearAdminEvents();

        rest.define(CRM, DEFINITION);

        assertThat(EventLog.definitions(realm)).singleElement().satisfies(event -> {
            assertThat(event.getOperationType()).isEqualTo("CREATE");
            assertThat(event.getResourcePath()).isEqualTo("apis/crm-api");
            assertThat(event.getRepresentation()).contains("read:customers");
        });
    }

    /** The list is made of rows of the database first, and then of clients. */
    @Test
    void apisThatComeAndGoWhileTheyAreListedAreNoFault() {
        AtomicBoolean listed = new AtomicBoolean();
        CompletableFuture<Integer> comingAndGoing = CompletableFuture.supplyAsync(() -> {
            int rounds = 0;
            for (; !listed.get(); rounds++) {
                assertStatus(rest.define(CRM, DEFINITION), 201);
                assertStatus(rest.delete("apis/crm-api"), 204);
            }
            return rounds;
        });

        Map<Integer, Long> answers = IntStream.range(0, 200)
                .mapToObj(i -> rest.get("apis").status())
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        listed.set(true);

        assertThat(comingAndGoing.join())
                .as("definitions and deletions meanwhile")
                .isGreaterThan(5);
        assertThat(answers).isEqualTo(Map.of(200, 200L));
    }

    /** A name that Keycloak's pages would take for a message is stored with a guard. */
    @Test
    void theListSaysNamesAsTheyWereWritten() {
        rest.define(CRM, "{name: '${base}/{id}', scopes: []}");

        assertThat(rest.get("apis").all("name")).contains("${base}/{id}");
    }

    @Test
    void deletesWhatItHasMade() {
        rest.define(CRM, DEFINITION);

        assertStatus(rest.delete("apis/crm-api"), 204);

        assertThat(admin.scopes().names()).doesNotContain("read:customers", "delete:customers");
        assertThat(admin.clients().exists(CRM)).isFalse();
        assertStatus(rest.api(CRM), 404);
        assertStatus(rest.delete("apis/crm-api"), 404);
    }

    @Test
    void twoApisMayShareAPermissionName() {
        rest.define(CRM, "scopes: [{name: read:contacts}]");

        assertThat(rest.api(CRM).all("/scopes", "name")).containsExactly(READ_CONTACTS);
        rest.delete("apis/crm-api");
        assertThat(admin.scopes().names()).contains(READ_CONTACTS);
        assertThat(rest.api(CONTACTS_API).all("/scopes", "name")).contains(READ_CONTACTS);
    }

    @Test
    void listsAllApis() {
        rest.define(CRM, DEFINITION);

        assertThat(rest.get("apis").all("clientId"))
                .containsExactly("contacts-api", "crm-api", "events-api", "timesheets-api");
    }

    @Test
    void refusesWhatIsWrongAndWritesNothing() {
        Set<String> before = new HashSet<>(admin.scopes().names());
        realm.admin().clearAdminEvents();

        assertRefused(400, "/scopes/0/name", "scopes: [{name: a b, description: x}]");
        assertRefused(400, "/scopes/1/name", "scopes: [{name: a:B, description: x}, {name: a:b, description: x}]");
        assertRefused(400, "/scopes/0/description", "scopes: [{name: a, description: %s}]".formatted("x".repeat(501)));
        assertRefused(400, "/scopes/0/name", "scopes: [{name: %s, description: x}]".formatted("a".repeat(256)));
        List<String> tooMany = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> "{name: s" + i + "}")
                .toList();
        assertRefused(400, "/scopes", "scopes: " + tooMany);
        assertRefused(400, "/clients/0", "{clients: [nobody], scopes: [{name: new:one, description: x}]}");
        assertRefused(400, "/scopes/0/roles/0/role", "scopes: [{name: new:one, roles: [{role: nobody}]}]");
        assertRefused(400, "/scopes/0/name", "scopes: [{name: profile, description: x}]");
        assertRefused(409, "/scopes/0/name", "scopes: [{name: Read:Contacts, description: x}]");
        assertRefused(409, "/identifier", "{identifier: 'https://contacts-api.example', scopes: []}");
        assertRefused(400, "/scops", "scops: []");
        assertStatus(rest.define("realm-management", DEFINITION), 409);
        assertStatus(rest.put("apis/crm-api", "{\"scopes\": ["), 400);

        assertThat(admin.scopes().names()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(admin.clients().exists(CRM)).isFalse();
        assertThat(EventLog.definitions(realm)).isEmpty();
    }

    private void assertRefused(int status, String field, String definition) {
        assertProblem(rest.define(CRM, definition), status, field);
    }
}
