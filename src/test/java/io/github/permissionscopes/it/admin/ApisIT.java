package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.InjectAdministration;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Defining, changing and deleting an API by one call. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApisIT {

    private static final String CRM = "apis/crm-api";
    private static final Map<String, Object> DEFINITION = Map.of(
            "name",
            "Customers",
            "identifier",
            "https://crm.example",
            "clients",
            List.of(CONTACTS_APP),
            "scopes",
            List.of(scope("read:customers", "See your customers"), scope("delete:customers", "Delete your customers")));

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration administration;

    @Test
    void definesAnApiThatDecidesAtOnce() {
        Answer created = administration.put(CRM, DEFINITION);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        RoleRepresentation permission = resource()
                .clients()
                .get(client().getId())
                .roles()
                .get("read:customers")
                .toRepresentation();
        String anna = resource().users().search("anna", true).get(0).getId();
        resource().users().get(anna).roles().clientLevel(client().getId()).add(List.of(permission));
        assertThat(new OAuth(realm.getBaseUrl(), REDIRECT_URI)
                        .password(CONTACTS_APP, "anna", PASSWORD, "openid read:customers delete:customers")
                        .scope())
                .contains("read:customers")
                .doesNotContain("delete:customers");
    }

    @Test
    void makesAClientAtWhichNobodyLogsIn() {
        administration.put(CRM, DEFINITION);

        assertThat(client()).satisfies(made -> {
            assertThat(made.isBearerOnly()).isTrue();
            assertThat(made.isFullScopeAllowed()).isFalse();
            assertThat(made.getName()).isEqualTo("Customers");
            assertThat(made.getAttributes()).containsEntry("resource_url", "https://crm.example");
        });
    }

    @Test
    void answersWithTheSameDefinitionAsGet() {
        Answer created = administration.put(CRM, DEFINITION);

        assertThat(administration.get(CRM).body()).isEqualTo(created.body());
        assertThat(created.body().path("scopes").findValuesAsText("name"))
                .containsExactly("read:customers", "delete:customers");
        assertThat(created.body().path("scopes").findValuesAsText("description"))
                .containsExactly("See your customers", "Delete your customers");
        assertThat(created.body().path("clients").get(0).asText()).isEqualTo(CONTACTS_APP);
    }

    /** A role may also be mapped to a scope that is no OpenID Connect client's, for SAML. No definition is about that one. */
    @Test
    void leavesTheScopesOfOtherProtocolsAlone() {
        administration.put(CRM, DEFINITION);
        RealmAdmin admin = new RealmAdmin(resource());
        ClientScopeRepresentation saml = new ClientScopeRepresentation();
        saml.setName("saml-customers");
        saml.setProtocol("saml");
        resource().clientScopes().create(saml).close();
        admin.map("saml-customers", "crm-api", "read:customers");

        assertThat(administration.get(CRM).body().path("scopes").findValuesAsText("name"))
                .containsExactly("read:customers", "delete:customers");
        Answer taken = administration.put(CRM, Map.of("scopes", List.of(scope("saml-customers", "See them"))));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text()).contains("of another protocol");
        Answer fewer =
                administration.put(CRM, Map.of("scopes", List.of(scope("delete:customers", "Delete your customers"))));

        assertThat(fewer.status()).as(fewer.text()).isEqualTo(200);
        assertThat(admin.scope("saml-customers").getProtocol()).isEqualTo("saml");
        assertThat(admin.permission("crm-api", "read:customers").getName())
                .as("the SAML scope still has it")
                .isEqualTo("read:customers");
    }

    @Test
    void whatGetAnswersChangesNothingWhenItIsPut() {
        JsonNode defined = administration.put(CRM, DEFINITION).body();
        resource().clearAdminEvents();

        Answer again = administration.put(CRM, defined);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(defined);
        assertThat(adminEvents()).isEmpty();
    }

    @Test
    void writesOneAdminEventPerChange() {
        administration.put(CRM, DEFINITION);

        assertThat(adminEvents()).singleElement().satisfies(event -> {
            assertThat(event.getOperationType()).isEqualTo("CREATE");
            assertThat(event.getResourcePath()).isEqualTo("apis/crm-api");
            assertThat(event.getRepresentation()).contains("read:customers");
        });
    }

    @Test
    void aScopeThatIsNotListedAnyMoreIsDeletedWithItsPermission() {
        administration.put(CRM, DEFINITION);

        administration.put(CRM, Map.of("scopes", List.of(scope("read:customers", "See your customers"))));

        assertThat(scopeNames()).contains("read:customers").doesNotContain("delete:customers");
        assertThat(permissions()).containsExactly("read:customers");
    }

    @Test
    void aRenamedScopeKeepsItsUsers() {
        administration.put(CRM, DEFINITION);
        String clientId = client().getId();
        RoleRepresentation permission =
                resource().clients().get(clientId).roles().get("read:customers").toRepresentation();
        String anna = resource().users().search("anna", true).get(0).getId();
        resource().users().get(anna).roles().clientLevel(clientId).add(List.of(permission));

        administration.put(
                CRM,
                Map.of(
                        "scopes",
                        List.of(
                                Map.of("name", "view:customers", "renamedFrom", "read:customers"),
                                scope("delete:customers", "Delete your customers"))));

        assertThat(resource().users().get(anna).roles().clientLevel(clientId).listAll())
                .extracting(RoleRepresentation::getName)
                .containsExactly("view:customers");
        assertThat(scopeNames()).contains("view:customers").doesNotContain("read:customers");
    }

    @Test
    void whatIsLeftOutStays() {
        administration.put(
                CRM,
                Map.of(
                        "scopes",
                        List.of(Map.of(
                                "name",
                                "read:customers",
                                "match",
                                "all",
                                "minimumAcr",
                                "2",
                                "roles",
                                List.of("read", "staff")))));

        administration.put(CRM, Map.of("scopes", List.of(scope("read:customers", "See your customers"))));

        JsonNode scope = administration.get(CRM).body().path("scopes").get(0);
        assertThat(scope.path("match").asText()).isEqualTo("all");
        assertThat(scope.path("minimumAcr").asText()).isEqualTo("2");
        assertThat(new RealmAdmin(realm.admin()).scope("read:customers").getAttributes())
                .containsEntry("permissionScopes.minimumAcr", "2");
        assertThat(StreamSupport.stream(scope.path("roles").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder("read", "staff");
    }

    @Test
    void aLevelIsTakenAwayByAnEmptyText() {
        for (String level : List.of("2", "")) {
            administration.put(CRM, Map.of("scopes", List.of(Map.of("name", "read:customers", "minimumAcr", level))));
        }

        assertThat(administration.get(CRM).body().path("scopes").get(0).has("minimumAcr"))
                .isFalse();
    }

    /** What it is called, too: nothing of a client that a definition has not made was known before. */
    @Test
    void anEmptyTextOrNullTakesAway() {
        administration.put(
                CRM,
                "{\"name\": \"Customers\", \"identifier\": \"https://crm.example\", \"refusal\": \"reject\","
                        + " \"scopes\": [{\"name\": \"read:customers\", \"description\": \"See them\", \"match\":"
                        + " \"all\"}]}");
        JsonNode before = administration.get(CRM).body();
        assertThat(administration
                        .put(CRM, "{\"scopes\": [{\"name\": \"read:customers\"}]}")
                        .body())
                .as("what is left out stays")
                .isEqualTo(before);

        Answer cleared = administration.put(
                CRM,
                "{\"name\": null, \"identifier\": \"\", \"refusal\": null,"
                        + " \"scopes\": [{\"name\": \"read:customers\", \"description\": \"\", \"match\": null}]}");

        assertThat(cleared.status()).as(cleared.text()).isEqualTo(200);
        assertThat(cleared.body().has("name")).isFalse();
        assertThat(cleared.body().has("identifier")).isFalse();
        assertThat(cleared.body().has("refusal")).isFalse();
        assertThat(cleared.body().path("scopes").get(0).has("description")).isFalse();
        assertThat(cleared.body().path("scopes").get(0).has("match")).isFalse();
        assertThat(client().getAttributes()).doesNotContainKeys("resource_url", "permissionScopes.refusal");
        assertThat(client().getName()).isNull();
        assertThat(new RealmAdmin(resource()).scope("read:customers").getAttributes())
                .doesNotContainKeys("consent.screen.text", "permissionScopes.match");
        assertThat(administration
                        .put(CRM, Map.of("identifier", "https://crm.example"))
                        .status())
                .as("it is free again")
                .isEqualTo(200);
    }

    /** Of a client that was made by hand, with nothing in it that a definition could be about. */
    @Test
    void whatADefinitionSaysOfAClientWithoutScopesIsAnsweredAndCanBeUndone() {
        ClientRepresentation web = new ClientRepresentation();
        web.setClientId("web");
        resource().clients().create(web).close();

        Answer empty = administration.put("apis/web", Map.of("scopes", List.of()));
        assertThat(empty.status()).as(empty.text()).isEqualTo(200);
        assertThat(empty.body().path("clientId").asText()).isEqualTo("web");
        assertThat(administration.get("apis/web").status())
                .as("nothing is said of it")
                .isEqualTo(404);

        Answer named = administration.put("apis/web", Map.of("name", "Web"));
        assertThat(named.status()).as(named.text()).isEqualTo(200);
        assertThat(named.body().path("name").asText()).isEqualTo("Web");
        assertThat(administration.get("apis/web").body()).isEqualTo(named.body());
        assertThat(administration.get("apis").body().findValuesAsText("clientId"))
                .contains("web");

        administration.put("apis/web", Map.of("scopes", List.of(Map.of("name", "a:b"))));
        Answer without = administration.put("apis/web", Map.of("scopes", List.of()));
        assertThat(without.status()).as(without.text()).isEqualTo(200);
        assertThat(scopeNames()).doesNotContain("a:b");

        Answer deleted = administration.delete("apis/web");
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(client("web").getName()).isNull();
        assertThat(client("web").getAttributes().keySet()).noneMatch(key -> key.startsWith("permissionScopes."));
        assertThat(administration.get("apis/web").status()).isEqualTo(404);

        administration.put("apis/web", Map.of("scopes", List.of(Map.of("name", "a:b"))));
        Answer last = administration.put("apis/web", Map.of("scopes", List.of()));
        assertThat(last.status()).as(last.text()).isEqualTo(200);
        assertThat(last.body().path("scopes").isEmpty()).isTrue();
    }

    @Test
    void aDefaultScopeOfTheRealmIsNotMadeOptional() {
        administration.put(CRM, DEFINITION);
        RealmAdmin admin = new RealmAdmin(resource());
        resource().addDefaultDefaultClientScope(admin.scope("read:customers").getId());
        Map<String, Object> optional = Map.of("clientId", "crm-api", "realmOptional", true);
        Map<String, Object> ofScope = Map.of(
                "clientId",
                "crm-api",
                "scopes",
                List.of(
                        Map.of("name", "read:customers", "realmOptional", true),
                        Map.of("name", "delete:customers", "realmOptional", true)));

        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.post(call, Map.of("apis", List.of(optional)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.text()).contains("is a default scope of this realm");
            assertThat(answer.body().path("field").asText()).isEqualTo("/apis/0/realmOptional");
            assertThat(administration
                            .post(call, Map.of("apis", List.of(ofScope)))
                            .body()
                            .path("field")
                            .asText())
                    .isEqualTo("/apis/0/scopes/0/realmOptional");
        }
        Answer without = administration.put(
                CRM,
                Map.of(
                        "realmOptional",
                        true,
                        "scopes",
                        List.of(
                                Map.of("name", "read:customers", "realmOptional", false),
                                Map.of("name", "delete:customers"))));
        assertThat(without.status()).as(without.text()).isEqualTo(200);
        assertThat(resource().getDefaultDefaultClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("read:customers");
        assertThat(resource().getDefaultOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("delete:customers")
                .doesNotContain("read:customers");
    }

    /** The list is made of rows of the database first, and then of clients. */
    @Test
    void apisThatComeAndGoWhileTheyAreListedAreNoFault() throws Exception {
        AtomicBoolean listed = new AtomicBoolean();
        Callable<Integer> comingAndGoing = () -> {
            int rounds = 0;
            for (; !listed.get(); rounds++) {
                assertThat(administration.put(CRM, DEFINITION).status()).isEqualTo(201);
                assertThat(administration.delete(CRM).status()).isEqualTo(204);
            }
            return rounds;
        };
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> rounds = other.submit(comingAndGoing);
            Map<Integer, Long> answers = IntStream.range(0, 200)
                    .mapToObj(i -> administration.get("apis").status())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
            listed.set(true);

            assertThat(rounds.get()).as("definitions and deletions meanwhile").isGreaterThan(5);
            assertThat(answers).isEqualTo(Map.of(200, 200L));
        } finally {
            listed.set(true);
            other.shutdown();
        }
    }

    /** A name that Keycloak's pages would take for a message is stored with a guard. */
    @Test
    void theListSaysNamesAsTheyWereWritten() {
        administration.put(CRM, Map.of("name", "${base}/{id}", "scopes", List.of()));

        assertThat(administration.get("apis").body().findValuesAsText("name")).contains("${base}/{id}");
    }

    @Test
    void groupsAreForThoseWhoMaySeeThem() {
        administration.post("apply", Map.of("groups", List.of(Map.of("path", "/staff", "roles", List.of("employee")))));
        Administrators administrators = new Administrators(realm);

        assertThat(administrators
                        .with("view-clients", "view-realm", "query-groups")
                        .get("bundle")
                        .body()
                        .has("groups"))
                .isFalse();
        assertThat(administrators
                        .with("view-clients", "view-realm", "view-users")
                        .get("bundle")
                        .body()
                        .path("groups")
                        .findValuesAsText("path"))
                .contains("/staff");
    }

    @Test
    void deletesWhatItHasMade() {
        administration.put(CRM, DEFINITION);

        assertThat(administration.delete(CRM).status()).isEqualTo(204);

        assertThat(scopeNames()).doesNotContain("read:customers", "delete:customers");
        assertThat(resource().clients().findByClientId("crm-api")).isEmpty();
        assertThat(administration.get(CRM).status()).isEqualTo(404);
        assertThat(administration.delete(CRM).status()).isEqualTo(404);
    }

    @Test
    void twoApisMayShareAPermissionName() {
        administration.put(CRM, Map.of("scopes", List.of(Map.of("name", "read:contacts"))));

        assertThat(administration.get(CRM).body().path("scopes").findValuesAsText("name"))
                .containsExactly("read:contacts");
        administration.delete(CRM);
        assertThat(scopeNames()).contains("read:contacts");
        assertThat(administration.get("apis/contacts-api").body().path("scopes").findValuesAsText("name"))
                .contains("read:contacts");
    }

    @Test
    void listsAllApis() {
        administration.put(CRM, DEFINITION);

        assertThat(administration.get("apis").body().findValuesAsText("clientId"))
                .containsExactly("contacts-api", "crm-api", "events-api", "timesheets-api");
    }

    @Test
    void refusesWhatIsWrongAndWritesNothing() {
        List<String> before = scopeNames();

        assertRefused(400, "/scopes/0/name", Map.of("scopes", List.of(scope("a b", "x"))));
        assertRefused(400, "/scopes/1/name", Map.of("scopes", List.of(scope("a:B", "x"), scope("a:b", "x"))));
        assertRefused(400, "/scopes/0/description", Map.of("scopes", List.of(scope("a", "x".repeat(501)))));
        assertRefused(400, "/scopes/0/name", Map.of("scopes", List.of(scope("a".repeat(256), "x"))));
        assertRefused(
                400,
                "/scopes",
                Map.of(
                        "scopes",
                        IntStream.rangeClosed(0, 1000)
                                .mapToObj(i -> scope("s" + i, "x"))
                                .toList()));
        assertRefused(
                400, "/clients/0", Map.of("clients", List.of("nobody"), "scopes", List.of(scope("new:one", "x"))));
        assertRefused(
                400,
                "/scopes/0/roles/0/role",
                Map.of("scopes", List.of(Map.of("name", "new:one", "roles", List.of(Map.of("role", "nobody"))))));
        assertRefused(400, "/scopes/0/name", Map.of("scopes", List.of(scope("profile", "x"))));
        assertRefused(409, "/scopes/0/name", Map.of("scopes", List.of(scope("Read:Contacts", "x"))));
        assertRefused(409, "/identifier", Map.of("identifier", "https://contacts-api.example", "scopes", List.of()));
        assertRefused(400, "/scops", Map.of("scops", List.of()));
        assertThat(administration.put("apis/realm-management", DEFINITION).status())
                .isEqualTo(409);
        assertThat(administration.put(CRM, "{\"scopes\": [").status()).isEqualTo(400);

        assertThat(scopeNames()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(resource().clients().findByClientId("crm-api")).isEmpty();
        assertThat(adminEvents()).isEmpty();
    }

    private void assertRefused(int status, String field, Map<String, Object> definition) {
        resource().clearAdminEvents();
        Answer answer = administration.put(CRM, definition);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("field").asText()).as(answer.text()).isEqualTo(field);
    }

    private static Map<String, Object> scope(String name, String description) {
        return Map.of("name", name, "description", description);
    }

    private RealmResource resource() {
        return realm.admin();
    }

    private ClientRepresentation client() {
        return client("crm-api");
    }

    private ClientRepresentation client(String clientId) {
        return resource().clients().findByClientId(clientId).get(0);
    }

    private List<String> permissions() {
        return resource().clients().get(client().getId()).roles().list().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    private List<String> scopeNames() {
        return resource().clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    private List<AdminEventRepresentation> adminEvents() {
        return resource().getAdminEvents().stream()
                .filter(event -> "PERMISSION_SCOPES".equals(event.getResourceType()))
                .toList();
    }
}
