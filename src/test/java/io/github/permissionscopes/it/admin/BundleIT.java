package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Bundles: what would change, changing it, and that nothing is half-written. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BundleIT {

    private static final String BUNDLE =
            """
            apis:
              - clientId: crm-api
                name: Customers
                identifier: https://crm.example
                clients: [contacts-app]
                scopes:
                  - name: read:customers
                    description: See your customers
                  - name: delete:customers
                    description: Delete your customers
            roles:
              - name: employee
                permissions:
                  timesheets-api: [read:timesheets, create:timesheets]
                  crm-api: [read:customers]
              - name: sales
                description: Sells
                permissions:
                  crm-api: [read:customers, delete:customers]
            groups:
              - path: /sales/emea
                roles: [sales]
            """;

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    private Administration administration;

    @BeforeEach
    void setUp() {
        administration = administration(realm.getName());
        // The realm of the test before had the same id.
        realm.admin().clearAdminEvents();
    }

    @Test
    void aPlanShowsTheDifferenceAndChangesNothing() {
        RealmRepresentation before = realm.admin().partialExport(true, true);

        JsonNode changes = changes(administration.postYaml("plan", BUNDLE));

        assertThat(lines(changes))
                .contains(
                        "create api crm-api",
                        "create scope read:customers",
                        "create permission crm-api/delete:customers",
                        "update scope read:customers roles null -> crm-api/read:customers",
                        "update scope delete:customers clients null -> contacts-app",
                        "update role employee permissions timesheets-api/delete:timesheets -> null",
                        "update role employee permissions null -> crm-api/read:customers",
                        "create role sales",
                        "create group /sales",
                        "create group /sales/emea",
                        "update group /sales/emea roles null -> sales");
        assertThat(scopeNames()).doesNotContain("read:customers");
        assertThat(realm.admin().partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        assertThat(adminEvents()).isEmpty();
    }

    @Test
    void aPlanSaysWhoGainsAndWhoLosesWhat() {
        JsonNode changes = changes(administration.postYaml("plan", BUNDLE));
        List<String> employees = realm.admin().roles().get("employee").getUserMembers().stream()
                .map(user -> user.getId())
                .sorted()
                .toList();
        assertThat(employees).isNotEmpty();

        JsonNode lost = effect(changes, "timesheets-api/delete:timesheets", "from");
        assertThat(lost.path("scope").asText()).isEqualTo("delete:timesheets");
        assertThat(lost.path("loses").path("count").asInt()).isPositive();
        JsonNode gained = effect(changes, "crm-api/read:customers", "to");
        assertThat(gained.path("scope").asText()).isEqualTo("read:customers");
        assertThat(texts(gained.path("gains").path("userIds"))).containsExactlyElementsOf(employees);
        assertThat(gained.path("gains").path("count").asInt()).isEqualTo(employees.size());
    }

    /** Keycloak keeps what it has read in caches, and a plan reads what it has written. */
    @Test
    void aPlanLeavesNoTraceInTheCaches() {
        OAuth oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        Supplier<Set<String>> granted =
                () -> oauth.password(TIMESHEETS_APP, "emma", PASSWORD, "delete:timesheets approve:timesheets")
                        .scope();
        administration.postYaml("plan", BUNDLE);

        assertThat(granted.get()).contains("delete:timesheets").doesNotContain("approve:timesheets");

        administration.postYaml(
                "plan", "roles: [{name: employee, permissions: {timesheets-api: [approve:timesheets]}}]");
        assertThat(granted.get()).contains("delete:timesheets").doesNotContain("approve:timesheets");

        administration.postYaml(
                "apply", "roles: [{name: employee, permissions: {timesheets-api: [approve:timesheets]}}]");
        assertThat(granted.get()).contains("approve:timesheets").doesNotContain("delete:timesheets");
    }

    @Test
    void applyingTwiceDoesNothingTheSecondTime() {
        JsonNode planned = changes(administration.postYaml("plan", BUNDLE));
        JsonNode applied = changes(administration.postYaml("apply", BUNDLE));

        assertThat(lines(applied)).isEqualTo(lines(planned));
        assertThat(adminEvents()).hasSize(1);
        assertThat(changes(administration.postYaml("plan", BUNDLE))).isEmpty();
        assertThat(changes(administration.postYaml("apply", BUNDLE))).isEmpty();
        assertThat(adminEvents()).hasSize(1);
        assertThat(realm.admin().getGroupByPath("/sales/emea").getRealmRoles()).containsExactly("sales");
        assertThat(realm.admin().roles().get("employee").getRoleComposites())
                .extracting(RoleRepresentation::getName)
                .containsExactlyInAnyOrder("read:timesheets", "create:timesheets", "read:customers");
    }

    @Test
    void whatAnApiIsCalledIsStored() {
        String changed =
                """
                apis:
                  - {clientId: events-api, name: All events, identifier: "https://events-api.example/", refusal: reject}
                """;
        assertThat(lines(changes(administration.postYaml("apply", changed))))
                .filteredOn(line -> line.contains(" api "))
                .containsExactly(
                        "update api events-api name null -> All events",
                        "update api events-api identifier https://events-api.example -> https://events-api.example/",
                        "update api events-api refusal null -> reject");

        assertThat(lines(changes(administration.postYaml("plan", changed)))).isEmpty();
        JsonNode api = administration.get("apis/events-api").body();
        assertThat(api.path("identifier").asText()).isEqualTo("https://events-api.example/");
        assertThat(api.path("scopes")).hasSize(4);
    }

    @Test
    void aRenamedRoleKeepsItsUsers() {
        List<String> before = realm.admin().roles().get("manager").getUserMembers().stream()
                .map(user -> user.getUsername())
                .toList();

        JsonNode applied =
                changes(administration.postYaml("apply", "roles: [{name: team-lead, renamedFrom: manager}]"));

        assertThat(lines(applied)).containsExactly("rename role team-lead");
        assertThat(realm.admin().roles().get("team-lead").getUserMembers())
                .extracting(user -> user.getUsername())
                .containsExactlyElementsOf(before)
                .isNotEmpty();
    }

    @Test
    void whatTheRealmHasCanBeReadAndPlannedWithoutChange() {
        administration.postYaml("apply", BUNDLE);
        JsonNode first = administration.get("bundle").body();
        assertThat(administration.post("apply", first).status()).isEqualTo(200);

        Answer bundle = administration.get("bundle");

        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.body().path("apis").findValuesAsText("clientId"))
                .containsExactlyInAnyOrder("contacts-api", "crm-api", "events-api", "timesheets-api");
        assertThat(changes(administration.post("plan", bundle.body()))).isEmpty();
    }

    @Test
    void aRealmThatIsExportedAndImportedIntoAFreshServerNeedsNoChange() throws Exception {
        administration.postYaml("apply", BUNDLE);
        RealmRepresentation export = realm.admin().partialExport(true, true);
        JsonNode apis = administration.get("apis").body();

        try (StandaloneServer fresh = TestServers.standalone("round-trip")) {
            fresh.deploy(TestServers.productJar());
            fresh.reset(export);
            TestServers.start(fresh);
            try (Keycloak admin = fresh.admin()) {
                Administration there = new Administration(
                        fresh.url() + "/realms/" + export.getRealm(),
                        admin.tokenManager().getAccessTokenString());

                assertThat(lines(changes(there.postYaml("plan", BUNDLE)))).isEmpty();
                assertThat(there.get("apis").body()).isEqualTo(apis);
            }
        }
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsHalfWritten() {
        List<String> before = scopeNames();

        assertRefused(
                400,
                "/roles/0/permissions/crm-api/0",
                BUNDLE.replace("crm-api: [read:customers]", "crm-api: [write:customers]"));
        assertRefused(
                400,
                "/roles/0/permissions/nobody",
                BUNDLE.replace("timesheets-api: [read:timesheets, create:timesheets]", "nobody: [x]"));
        assertRefused(400, "/groups/0/roles/0", BUNDLE.replace("roles: [sales]", "roles: [nobody]"));
        assertRefused(409, "/realm", "realm: another\n" + BUNDLE);
        assertRefused(400, "/apis/0/scopes/0/name", BUNDLE.replace("name: read:customers", "name: profile"));
        assertRefused(
                409,
                "/roles/0/permissions/realm-management/0",
                "roles: [{name: employee, permissions: {realm-management: [manage-realm]}}]");
        assertRefused(400, "", "apis: [\n");
        assertRefused(400, "", bomb());

        assertThat(scopeNames()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(realm.admin().clients().findByClientId("crm-api")).isEmpty();
        assertThat(adminEvents()).isEmpty();
    }

    @Test
    void manyAtTheSameTimeEndInOneState() throws Exception {
        ExecutorService administrators = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> administration.postYaml("apply", BUNDLE));
            }
            int changed = 0;
            for (Future<Answer> call : administrators.invokeAll(calls)) {
                changed += changes(call.get()).isEmpty() ? 0 : 1;
            }
            assertThat(changed).as("one of them found something to do").isEqualTo(1);
        } finally {
            administrators.shutdownNow();
        }
        assertThat(changes(administration.postYaml("plan", BUNDLE))).isEmpty();
        assertThat(adminEvents()).hasSize(1);
    }

    @Test
    void anotherToolOnTheSameObjectsDoesNotMakeItFight() {
        administration.postYaml("apply", BUNDLE);
        ClientScopeRepresentation scope = realm.admin().clientScopes().findAll().stream()
                .filter(found -> found.getName().equals("read:customers"))
                .findFirst()
                .orElseThrow();
        // As kcadm and keycloak-config-cli do: read, and write back what was read.
        realm.admin().clientScopes().get(scope.getId()).update(scope);
        new RealmAdmin(realm.admin()).give("anna", "crm-api", "read:customers");

        assertThat(changes(administration.postYaml("plan", BUNDLE))).isEmpty();
        assertThat(realm.admin()
                        .clients()
                        .get(realm.admin()
                                .clients()
                                .findByClientId(CONTACTS_APP)
                                .get(0)
                                .getId())
                        .getOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("read:customers", "read:contacts");
    }

    private Administration administration(String realmName) {
        return new Administration(
                realm.getBaseUrl().replace("/realms/" + realm.getName(), "/realms/" + realmName),
                keycloak.tokenManager().getAccessTokenString());
    }

    private void assertRefused(int status, String field, String bundle) {
        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.postYaml(call, bundle);
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.mediaType()).startsWith("application/problem+json");
            assertThat(answer.body().path("field").asText()).as(answer.text()).isEqualTo(field);
        }
    }

    /** Nine lines that stand for a billion values. */
    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s]\n"
                    .formatted(
                            i,
                            i,
                            String.join(
                                    ", ", Stream.generate(() -> alias).limit(10).toList())));
        }
        return yaml.toString();
    }

    private static JsonNode changes(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("changes");
    }

    private static List<String> lines(JsonNode changes) {
        return StreamSupport.stream(changes.spliterator(), false)
                .map(change -> change.path("operation").asText() + " "
                        + change.path("kind").asText() + " "
                        + change.path("name").asText()
                        + (change.has("field")
                                ? " " + change.path("field").asText() + " "
                                        + change.path("from").asText("null") + " -> "
                                        + change.path("to").asText("null")
                                : ""))
                .toList();
    }

    private static JsonNode effect(JsonNode changes, String permission, String side) {
        return StreamSupport.stream(changes.spliterator(), false)
                .filter(change -> "employee".equals(change.path("name").asText())
                        && permission.equals(change.path(side).asText()))
                .findFirst()
                .orElseThrow()
                .path("effects")
                .path(0);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private List<String> scopeNames() {
        return realm.admin().clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    private List<AdminEventRepresentation> adminEvents() {
        return realm.admin().getAdminEvents().stream()
                .filter(event -> "PERMISSION_SCOPES".equals(event.getResourceType()))
                .toList();
    }
}
