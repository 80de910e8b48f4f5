package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Bundles: nothing is half-written, and other tools and other administrators do no harm. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BundleSafetyIT {

    private static final String BUNDLE = SalesBundle.YAML;

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void noAdminEvents() {
        // The realm of the test before had the same id.
        realm.admin().clearAdminEvents();
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsHalfWritten() {
        List<String> before = admin.scopes().names();

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
        assertRefused(400, null, "apis: [\n");
        assertRefused(400, null, bomb());

        assertThat(admin.scopes().names()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(admin.clients().exists("crm-api")).isFalse();
        assertThat(EventLog.definitions(realm)).isEmpty();
    }

    @Test
    void manyAtTheSameTimeEndInOneState() throws Exception {
        List<CompletableFuture<Answer>> calls = IntStream.range(0, 8)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> rest.apply(BUNDLE), command -> new Thread(command).start()))
                .toList();

        assertThat(calls.stream().map(CompletableFuture::join).filter(answer -> !changes(answer)
                        .isEmpty()))
                .as("one of them found something to do")
                .hasSize(1);
        assertThat(changes(rest.plan(BUNDLE))).isEmpty();
        assertThat(EventLog.definitions(realm)).hasSize(1);
    }

    @Test
    void anotherToolOnTheSameObjectsDoesNotMakeItFight() {
        rest.apply(BUNDLE);
        ClientScopeRepresentation scope = admin.scope("read:customers");
        // As kcadm and keycloak-config-cli do: read, and write back what was read.
        realm.admin().clientScopes().get(scope.getId()).update(scope);
        admin.give("anna", "crm-api", "read:customers");

        assertThat(changes(rest.plan(BUNDLE))).isEmpty();
        assertThat(admin.clients().optionalScopes(CONTACTS_APP)).contains("read:customers", READ_CONTACTS);
    }

    private void assertRefused(int status, String field, String bundle) {
        Answers.assertRefused(rest, bundle, status, field);
    }

    /** Nine lines that stand for a billion values. */
    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String aliases = String.join(", ", Collections.nCopies(10, "*a" + (i - 1)));
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, aliases));
        }
        return yaml.toString();
    }
}
