package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Bundles: what would change, and changing it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BundleIT {

    private static final String BUNDLE = SalesBundle.YAML;

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @BeforeEach
    void noAdminEvents() {
        // The realm of the test before had the same id.
        realm.admin().clearAdminEvents();
    }

    @Test
    void aPlanShowsTheDifferenceAndChangesNothing() {
        RealmRepresentation before = realm.admin().partialExport(true, true);

        assertThat(lines(rest.plan(BUNDLE)))
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
        assertThat(admin.scopes().names()).doesNotContain("read:customers");
        assertThat(realm.admin().partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        assertThat(EventLog.definitions(realm)).isEmpty();
    }

    @Test
    void aPlanSaysWhoGainsAndWhoLosesWhat() {
        JsonNode changes = changes(rest.plan(BUNDLE));
        List<String> employees = admin.roles().users("employee").stream()
                .map(UserRepresentation::getId)
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
        Supplier<Set<String>> granted = () -> timesheetsApp
                .asking("delete:timesheets approve:timesheets")
                .as("emma")
                .byPassword()
                .scope();
        rest.plan(BUNDLE);

        assertThat(granted.get()).contains("delete:timesheets").doesNotContain("approve:timesheets");

        String other = "roles: [{name: employee, permissions: {timesheets-api: [approve:timesheets]}}]";
        rest.plan(other);
        assertThat(granted.get()).contains("delete:timesheets").doesNotContain("approve:timesheets");

        rest.apply(other);
        assertThat(granted.get()).contains("approve:timesheets").doesNotContain("delete:timesheets");
    }

    @Test
    void applyingTwiceDoesNothingTheSecondTime() {
        List<String> planned = lines(rest.plan(BUNDLE));

        assertThat(lines(rest.apply(BUNDLE))).isEqualTo(planned);
        assertThat(EventLog.definitions(realm)).hasSize(1);
        assertThat(changes(rest.plan(BUNDLE))).isEmpty();
        assertThat(changes(rest.apply(BUNDLE))).isEmpty();
        assertThat(EventLog.definitions(realm)).hasSize(1);
        assertThat(realm.admin().getGroupByPath("/sales/emea").getRealmRoles()).containsExactly("sales");
        assertThat(admin.roles().parts("employee"))
                .containsExactlyInAnyOrder("read:timesheets", "create:timesheets", "read:customers");
    }

    @Test
    void whatAnApiIsCalledIsStored() {
        String changed =
                """
                apis:
                  - {clientId: events-api, name: All events, identifier: "https://events-api.example/", refusal: reject}
                """;
        assertThat(lines(rest.apply(changed)))
                .filteredOn(line -> line.contains(" api "))
                .containsExactly(
                        "update api events-api name null -> All events",
                        "update api events-api identifier https://events-api.example -> https://events-api.example/",
                        "update api events-api refusal null -> reject");

        assertThat(lines(rest.plan(changed))).isEmpty();
        Answer api = rest.api(EVENTS_API);
        assertThat(api.at("/identifier")).isEqualTo("https://events-api.example/");
        assertThat(api.body().path("scopes")).hasSize(4);
    }

    @Test
    void whatTheRealmHasCanBeReadAndPlannedWithoutChange() {
        rest.apply(BUNDLE);
        ok(rest.apply(rest.get("bundle").body()));

        Answer bundle = rest.get("bundle");

        assertThat(bundle.all("/apis", "clientId"))
                .containsExactlyInAnyOrder("contacts-api", "crm-api", "events-api", "timesheets-api");
        assertThat(changes(rest.plan(bundle.body()))).isEmpty();
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
}
