package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST plan}: says before what is so afterwards, to whoever asks, however often. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PlanIT {

    private static final List<String> BUNDLES = List.of(
            "roles: [{name: employee, permissions: {timesheets-api: [approve:timesheets, read:timesheets]}}]",
            "roles: [{name: team-lead, renamedFrom: manager, permissions: {timesheets-api: []}}]",
            """
            apis:
              - clientId: timesheets-api
                scopes:
                  - name: read:timesheets
                    roles: [read:timesheets, {role: manager}]
                    match: all
            """,
            """
            apis:
              - clientId: crm-api
                scopes:
                  - name: read:customers
                    roles: [read:customers, {role: employee}]
            groups: [{path: /sales, roles: [employee]}]
            """);

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration administration;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** What is read before lies in Keycloak's caches, or not any more. */
    @Test
    void theEffectsAreTheSameWhateverWasReadBefore() {
        List<JsonNode> first = BUNDLES.stream().map(this::plan).toList();
        assertThat(first)
                .allSatisfy(plan -> assertThat(plan.findValues("effects")).isNotEmpty());

        List<Runnable> reads = new ArrayList<>(reads());
        Random random = new Random(12);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(reads, random);
            reads.forEach(Runnable::run);
            List<Integer> order = IntStream.range(0, BUNDLES.size()).boxed().collect(Collectors.toList());
            Collections.shuffle(order, random);
            for (int i : order) {
                assertThat(plan(BUNDLES.get(i))).isEqualTo(first.get(i));
                reads.get(i).run();
            }
        }
    }

    /** As the console does it, and other tools. */
    private List<Runnable> reads() {
        String userId = realm.admin().users().search("emma").get(0).getId();
        return List.of(
                () -> realm.admin().users().list(),
                () -> realm.admin().users().get(userId).roles().realmLevel().listEffective(),
                () -> realm.admin().roles().list().forEach(role -> realm.admin()
                        .roles()
                        .get(role.getName())
                        .getRoleComposites()),
                () -> realm.admin().roles().get("employee").getUserMembers(),
                () -> realm.admin().groups().groups(),
                () -> realm.admin().clientScopes().findAll(),
                () -> realm.admin().clients().findAll(),
                () -> answer("apis/timesheets-api/permissions/delete:timesheets/holders"),
                () -> answer("apis"),
                () -> answer("apis/timesheets-api"),
                () -> answer("bundle"),
                () -> answer("status"),
                () -> assertThat(administration
                                .post("explain", Map.of("client", TIMESHEETS_APP, "user", "emma", "scope", "openid"))
                                .status())
                        .isEqualTo(200));
    }

    /** As docs/rollout.md has it for a scope that is in use already. */
    @Test
    void aScopeThatEverybodyHasIsLostByEverybodyElse() {
        admin.createScope("export:contacts", CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));
        admin.createPermission(CONTACTS_API, "export:contacts");
        admin.give("anna", CONTACTS_API, "export:contacts");

        JsonNode plan = plan(
                """
                apis:
                  - clientId: contacts-api
                    scopes:
                      - {name: "read:contacts"}
                      - {name: "delete:contacts"}
                      - {name: "export:contacts", roles: ["export:contacts"]}
                """);

        List<JsonNode> effects = plan.findValues("effects");
        assertThat(effects).as(plan.toString()).isNotEmpty().allSatisfy(effect -> {
            assertThat(effect.path(0).path("everybodyElseLoses").asBoolean()).isTrue();
            assertThat(effect.path(0).path("keeps").findValuesAsText("username"))
                    .containsExactly("anna");
            assertThat(effect.path(0).has("gains")).isFalse();
        });
    }

    @Test
    void aPlanBeginsWithASummaryAndNamesUsers() {
        Answer answer = administration.postYaml("plan", BUNDLES.get(0));

        assertThat(answer.text()).startsWith("{\"summary\":{");
        JsonNode summary = answer.body().path("summary");
        assertThat(summary.path("changes").asInt())
                .isEqualTo(answer.body().path("changes").size());
        assertThat(summary.path("roles").toString()).isEqualTo("{\"updated\":1}");
        assertThat(summary.has("scopes")).isFalse();
        assertThat(summary.path("users").path("gaining").asInt()).isPositive();
        JsonNode gains = answer.body().at("/changes/0/effects/0/gains");
        assertThat(gains.path("users").findValuesAsText("username")).contains("emma");
        assertThat(gains.path("users").findValuesAsText("id")).containsExactlyElementsOf(texts(gains.path("userIds")));
    }

    @Test
    void allErrorsAreToldAtOnce() {
        addSamlClient();
        String bundle =
                """
                apis:
                  - clientId: crm-api
                    clients: [nobody, contacts-app, a-saml-client, contacts-api]
                    scopes:
                      - name: read:customers
                        clients: [no-app]
                        roles: [read:customers, {role: no-role}, {client: no-api, role: x}]
                      - name: READ:contacts
                  - clientId: account
                roles:
                  - name: sales
                    permissions: {crm-api: [read:customers, write:customers], no-api: [x]}
                groups:
                  - {path: /sales, roles: [sales, no-role]}
                """;
        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.postYaml(call, bundle);

            // The first one says of which kind they are.
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.body().path("field").asText()).isEqualTo("/apis/1/clientId");
            assertThat(fields(answer))
                    .containsExactlyInAnyOrder(
                            "/apis/0/clients/0",
                            "/apis/0/clients/2",
                            "/apis/0/clients/3",
                            "/apis/0/scopes/0/clients/0",
                            "/apis/0/scopes/0/roles/1/role",
                            "/apis/0/scopes/0/roles/2/client",
                            "/apis/0/scopes/1/name",
                            "/apis/1/clientId",
                            "/roles/0/permissions/crm-api/1",
                            "/roles/0/permissions/no-api",
                            "/groups/0/roles/1");
        }
        assertThat(realm.admin().clients().findByClientId("crm-api")).isEmpty();
    }

    @Test
    void allValuesOfAWrongKindAreToldAtOnceWithWhatElseIsWrong() {
        String bundle =
                """
                apis:
                  - clientId: contacts-api
                    realmOptional: ""
                    scopes:
                      - {name: 1, roles: [{client: contacts-api}], autoGrant: " "}
                      - {name: "read contacts", descripton: Read}
                  - {clientId: partner-api, delete: ""}
                  - {clientId: crm-api, clients: [nobody], scopes: [{name: c, roles: [{role: no-role}]}]}
                roles:
                  - {name: sales, permissions: {contacts-api: read:contacts}}
                groups:
                  - {path: sales, roles: [1]}
                """;
        for (String call : List.of("plan", "apply")) {
            Answer answer = administration.postYaml(call, bundle);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(fields(answer))
                    .containsExactlyInAnyOrder(
                            "/apis/0/realmOptional",
                            "/apis/0/scopes/0/name",
                            "/apis/0/scopes/0/roles/0/role",
                            "/apis/0/scopes/0/autoGrant",
                            "/apis/0/scopes/1/name",
                            "/apis/0/scopes/1/descripton",
                            "/apis/1/delete",
                            "/apis/2/clients/0",
                            "/apis/2/scopes/0/roles/0/role",
                            "/roles/0/permissions/contacts-api",
                            "/groups/0/path",
                            "/groups/0/roles/0");
        }
    }

    /** What cannot be read of a wrong part is not said to be missing. */
    @Test
    void whatIsWrongInItselfDoesNotHideWhatIsWrongInThisRealm() {
        addSamlClient();

        Answer answer = administration.post(
                "plan",
                Map.of(
                        "apis",
                        List.of(
                                Map.of(
                                        "clientId",
                                        "s-api",
                                        "clients",
                                        List.of("a-saml-client"),
                                        "scopes",
                                        List.of(Map.of("name", "s:r"))),
                                Map.of("clientId", "b-api", "scopes", List.of(Map.of("name", "two words")))),
                        "roles",
                        List.of(
                                Map.of("name", "a\u0000b"),
                                Map.of("name", "sales", "permissions", Map.of("no-api", List.of("x"))),
                                Map.of("name", "more", "permissions", Map.of("b-api", List.of("x")))),
                        "groups",
                        List.of(
                                Map.of("path", "/" + "g".repeat(256), "roles", List.of()),
                                Map.of("path", "/sales", "roles", List.of("no-role")))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "/apis/0/clients/0",
                        "/apis/1/scopes/0/name",
                        "/roles/0/name",
                        "/roles/1/permissions/no-api",
                        "/groups/0/path",
                        "/groups/1/roles/0");
    }

    /** Of two roles one after the other. */
    @Test
    void aPlanCountsMoreUsersThanAreInMemoryAtATime() {
        List<UserRepresentation> users = IntStream.range(0, 1_100)
                .mapToObj(i -> {
                    UserRepresentation user = new UserRepresentation();
                    user.setUsername("many-" + i);
                    user.setEnabled(true);
                    user.setRealmRoles(List.of("employee", "manager"));
                    return user;
                })
                .toList();
        PartialImportRepresentation many = new PartialImportRepresentation();
        many.setIfResourceExists("FAIL");
        many.setUsers(users);
        realm.admin().partialImport(many).close();

        JsonNode plan = plan(
                """
                apis: [{clientId: crm-api, scopes: [{name: read:customers}, {name: delete:customers}]}]
                roles:
                  - {name: employee, permissions: {crm-api: [read:customers]}}
                  - {name: manager, permissions: {crm-api: [delete:customers]}}
                """);

        assertThat(plan.at("/summary/users/gaining").asInt()).isGreaterThanOrEqualTo(1_100);
        assertThat(plan.findValues("gains"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(gains -> assertThat(gains.path("count").asInt()).isGreaterThanOrEqualTo(1_100));
    }

    @Test
    void aPlanOfMoreThanCanBeAppliedSaysSo() {
        List<Map<String, Object>> apis = IntStream.range(0, 20)
                .<Map<String, Object>>mapToObj(api -> Map.of(
                        "clientId",
                        "many-api-" + api,
                        "scopes",
                        IntStream.range(0, 1_000)
                                .mapToObj(scope -> Map.of("name", "s" + api + ":" + scope))
                                .toList()))
                .toList();

        Answer planned = administration.post("plan", Map.of("apis", apis));
        Answer applied = administration.post("apply", Map.of("apis", apis));

        assertThat(planned.status()).isEqualTo(200);
        assertThat(applied.status()).isEqualTo(400);
        assertThat(planned.body().path("summary").path("tooMany").asText())
                .contains("Divide it")
                .isEqualTo(applied.body().path("detail").asText());
        assertThat(plan(BUNDLES.get(0)).path("summary").has("tooMany")).isFalse();
    }

    private void addSamlClient() {
        ClientRepresentation saml = new ClientRepresentation();
        saml.setClientId("a-saml-client");
        saml.setProtocol("saml");
        realm.admin().clients().create(saml).close();
    }

    /** With bundles that nobody has thought out. */
    @Test
    void whatAPlanSaysIsSoAfterwards() {
        String sales = admin.groups().create(null, "sales");
        admin.groups().create(sales, "emea");
        admin.groups().join("emma", sales);
        Random random = new Random(2026);
        for (int round = 0; round < 12; round++) {
            Map<String, Object> bundle = bundle(random);
            Map<String, Set<String>> before = holders();

            JsonNode plan = ok(administration.post("plan", bundle));
            JsonNode applied = ok(administration.post("apply", bundle));

            assertThat(names(applied.path("changes"))).isEqualTo(names(plan.path("changes")));
            assertThat(withEffects(before, plan)).as(bundle.toString()).isEqualTo(holders());
            assertThat(ok(administration.post("plan", bundle)).path("changes")).isEmpty();
        }
    }

    private static Map<String, Object> bundle(Random random) {
        List<String> scopes = some(random, List.of("r:a", "r:b", "r:c", "r:d"), 1);
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (String scope : scopes) {
            List<Object> roles = new ArrayList<>(some(random, scopes, 1));
            if (random.nextInt(3) == 0) {
                roles.add(Map.of("role", "employee"));
            }
            definitions.add(Map.of("name", scope, "roles", roles, "match", random.nextBoolean() ? "all" : "any"));
        }
        Set<String> permissions = definitions.stream()
                .flatMap(definition -> ((List<?>) definition.get("roles")).stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toCollection(TreeSet::new));
        return Map.of(
                "apis",
                List.of(Map.of("clientId", "random-api", "clients", List.of(CONTACTS_APP), "scopes", definitions)),
                "roles",
                List.of(
                        Map.of(
                                "name",
                                "employee",
                                "permissions",
                                Map.of("random-api", some(random, List.copyOf(permissions), 0))),
                        Map.of(
                                "name",
                                "random",
                                "permissions",
                                Map.of("random-api", some(random, List.copyOf(permissions), 0)))),
                "groups",
                List.of(Map.of(
                        "path",
                        random.nextBoolean() ? "/sales" : "/sales/emea",
                        "roles",
                        random.nextInt(4) == 0 ? List.of("random") : List.of())));
    }

    private static List<String> some(Random random, List<String> all, int least) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, least + random.nextInt(all.size() - least + 1)));
    }

    /** @return by name of the scope, the names of those who may have it as the holders of its permissions say it */
    private Map<String, Set<String>> holders() {
        Map<String, Set<String>> holders = new TreeMap<>();
        for (ClientScopeRepresentation scope : realm.admin().clientScopes().findAll()) {
            if (scope.getAttributes().containsKey("permissionScopes.api")) {
                List<Set<String>> byRole = Stream.concat(
                                Stream.ofNullable(realm.admin()
                                                .clientScopes()
                                                .get(scope.getId())
                                                .getScopeMappings()
                                                .getAll()
                                                .getClientMappings())
                                        .flatMap(mappings -> mappings.entrySet().stream())
                                        .flatMap(mapping -> mapping.getValue().getMappings().stream()
                                                .map(role -> holders(mapping.getKey(), role.getName()))),
                                realm
                                        .admin()
                                        .clientScopes()
                                        .get(scope.getId())
                                        .getScopeMappings()
                                        .realmLevel()
                                        .listAll()
                                        .stream()
                                        .map(role -> realmRole(role.getName())))
                        .toList();
                Set<String> may = new TreeSet<>();
                byRole.forEach(may::addAll);
                if ("all".equals(scope.getAttributes().get("permissionScopes.match"))) {
                    byRole.forEach(may::retainAll);
                }
                holders.put(scope.getName(), may);
            }
        }
        holders.values().removeIf(Set::isEmpty);
        return holders;
    }

    private Set<String> holders(String api, String permission) {
        JsonNode page = ok(administration.get("apis/" + api + "/permissions/" + permission + "/holders?max=1000"));
        return new TreeSet<>(page.path("holders").findValuesAsText("username"));
    }

    /** The direct members and those of groups; no realm role of these bundles is in another one. */
    private Set<String> realmRole(String name) {
        Set<String> users = new TreeSet<>();
        realm.admin().users().list().stream()
                .filter(user -> realm.admin().users().get(user.getId()).roles().realmLevel().listEffective().stream()
                        .anyMatch(role -> role.getName().equals(name)))
                .forEach(user -> users.add(user.getUsername()));
        return users;
    }

    private static Map<String, Set<String>> withEffects(Map<String, Set<String>> before, JsonNode plan) {
        Map<String, Set<String>> after = new TreeMap<>();
        before.forEach((scope, users) -> after.put(scope, new TreeSet<>(users)));
        plan.path("changes").forEach(change -> change.path("effects").forEach(effect -> {
            Set<String> users = after.computeIfAbsent(effect.path("scope").asText(), scope -> new TreeSet<>());
            users.addAll(effect.at("/gains/users").findValuesAsText("username"));
            users.removeAll(effect.at("/loses/users").findValuesAsText("username"));
        }));
        after.values().removeIf(Set::isEmpty);
        return after;
    }

    private static List<String> names(JsonNode changes) {
        return StreamSupport.stream(changes.spliterator(), false)
                .map(change -> change.path("operation").asText() + " "
                        + change.path("name").asText())
                .toList();
    }

    private JsonNode plan(String bundle) {
        return ok(administration.postYaml("plan", bundle));
    }

    private void answer(String path) {
        ok(administration.get(path));
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> fields(Answer answer) {
        return StreamSupport.stream(answer.body().path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText(error.path("field").asText()))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
