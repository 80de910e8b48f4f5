package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST plan}: says who would gain and lose what, to whoever asks, however often. */
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
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** What is read before lies in Keycloak's caches, or not any more. */
    @Test
    void theEffectsAreTheSameWhateverWasReadBefore() {
        List<JsonNode> first =
                BUNDLES.stream().map(bundle -> ok(rest.plan(bundle))).toList();
        assertThat(first)
                .allSatisfy(plan -> assertThat(plan.findValues("effects")).isNotEmpty());

        List<Runnable> reads = new ArrayList<>(reads());
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        Random random = new Random(12);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(reads, random);
            reads.forEach(Runnable::run);
            Collections.shuffle(order, random);
            for (int i : order) {
                assertThat(ok(rest.plan(BUNDLES.get(i)))).isEqualTo(first.get(i));
                reads.get(i).run();
            }
        }
    }

    /** As the console does it, and other tools. */
    private List<Runnable> reads() {
        return List.of(
                () -> realm.admin().users().list(),
                () -> admin.user("emma").roles().realmLevel().listEffective(),
                () -> realm.admin().roles().list().forEach(role -> admin.roles().parts(role.getName())),
                () -> admin.roles().users("employee"),
                () -> realm.admin().groups().groups(),
                () -> realm.admin().clientScopes().findAll(),
                () -> realm.admin().clients().findAll(),
                () -> ok(rest.get("apis/timesheets-api/permissions/delete:timesheets/holders")),
                () -> ok(rest.get("apis")),
                () -> ok(rest.api(TIMESHEETS_API)),
                () -> ok(rest.get("bundle")),
                () -> ok(rest.get("status")),
                () -> ok(rest.explain("{client: timesheets-app, user: emma, scope: openid}")));
    }

    /** As docs/rollout.md has it for a scope that is in use already. */
    @Test
    void aScopeThatEverybodyHasIsLostByEverybodyElse() {
        admin.createScope("export:contacts", CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));
        admin.permissions().create(CONTACTS_API, "export:contacts");
        admin.give("anna", CONTACTS_API, "export:contacts");

        JsonNode plan = ok(
                rest.plan(
                        """
                apis:
                  - clientId: contacts-api
                    scopes:
                      - {name: "read:contacts"}
                      - {name: "delete:contacts"}
                      - {name: "export:contacts", roles: ["export:contacts"]}
                """));

        assertThat(plan.findValues("effects")).as(plan.toString()).isNotEmpty().allSatisfy(effect -> {
            assertThat(effect.path(0).path("everybodyElseLoses").asBoolean()).isTrue();
            assertThat(effect.path(0).path("keeps").findValuesAsText("username"))
                    .containsExactly("anna");
            assertThat(effect.path(0).has("gains")).isFalse();
        });
    }

    @Test
    void aPlanBeginsWithASummaryAndNamesUsers() {
        Answer answer = rest.plan(BUNDLES.get(0));

        assertThat(answer.text()).startsWith("{\"summary\":{");
        JsonNode summary = answer.body().path("summary");
        assertThat(summary.path("changes").asInt()).isEqualTo(changes(answer).size());
        assertThat(summary.path("roles")).hasToString("{\"updated\":1}");
        assertThat(summary.has("scopes")).isFalse();
        assertThat(summary.path("users").path("gaining").asInt()).isPositive();
        JsonNode gains = answer.body().at("/changes/0/effects/0/gains");
        assertThat(gains.path("users").findValuesAsText("username")).contains("emma");
        assertThat(gains.path("users").findValuesAsText("id")).containsExactlyElementsOf(texts(gains.path("userIds")));
    }

    /** Of two roles one after the other. */
    @Test
    void aPlanCountsMoreUsersThanAreInMemoryAtATime() {
        PartialImportRepresentation many = new PartialImportRepresentation();
        many.setIfResourceExists("FAIL");
        many.setUsers(IntStream.range(0, 1_100).mapToObj(PlanIT::employee).toList());
        realm.admin().partialImport(many).close();

        JsonNode plan = ok(
                rest.plan(
                        """
                apis: [{clientId: crm-api, scopes: [{name: read:customers}, {name: delete:customers}]}]
                roles:
                  - {name: employee, permissions: {crm-api: [read:customers]}}
                  - {name: manager, permissions: {crm-api: [delete:customers]}}
                """));

        assertThat(plan.at("/summary/users/gaining").asInt()).isGreaterThanOrEqualTo(1_100);
        assertThat(plan.findValues("gains"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(gains -> assertThat(gains.path("count").asInt()).isGreaterThanOrEqualTo(1_100));
    }

    private static UserRepresentation employee(int number) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("many-" + number);
        user.setEnabled(true);
        user.setRealmRoles(List.of("employee", "manager"));
        return user;
    }

    @Test
    void aPlanOfMoreThanCanBeAppliedSaysSo() {
        List<Map<String, Object>> apis = IntStream.range(0, 20)
                .<Map<String, Object>>mapToObj(api -> Map.of("clientId", "many-api-" + api, "scopes", thousand(api)))
                .toList();

        JsonNode planned = ok(rest.plan(Map.of("apis", apis)));
        Answer applied = rest.apply(Map.of("apis", apis));

        assertStatus(applied, 400);
        assertThat(planned.at("/summary/tooMany").asText())
                .contains("Divide it")
                .isEqualTo(applied.at("/detail"));
        assertThat(ok(rest.plan(BUNDLES.get(0))).path("summary").has("tooMany")).isFalse();
    }

    private static List<Map<String, String>> thousand(int api) {
        return IntStream.range(0, 1_000)
                .mapToObj(scope -> Map.of("name", "s" + api + ":" + scope))
                .toList();
    }
}
