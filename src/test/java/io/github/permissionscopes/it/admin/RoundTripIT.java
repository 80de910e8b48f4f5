package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.util.JsonSerialization;

/** What is read from a realm can be planned there without change, and makes another realm the same. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RoundTripIT {

    private static final String HAND_WRITTEN =
            """
            apis:
              - clientId: crm-api
                name: Customers
                identifier: https://crm.example
                refusal: reject
                realmOptional: true
                clients: [app, other-app]
                scopes:
                  - {name: "z:customers", description: Read them, roles: [z, a, {role: staff}], match: all}
                  - {name: "a:customers", realmOptional: false, clients: [app], autoGrant: true, minimumAcr: "2"}
                  - {name: "share:it", description: Both}
              - clientId: books-api
                scopes:
                  - {name: "share:it"}
                  - {name: "read:books", roles: [{client: crm-api, role: z}, {client: account, role: view-profile}]}
              - {clientId: empty-api, scopes: []}
            roles:
              - {name: staff, description: "Without any permission"}
              - {name: "a/b", permissions: {crm-api: [z, a], books-api: ["share:it"]}}
              - {name: "read:books", permissions: {}}
            groups:
              - {path: /plain, roles: []}
              - {path: /sales/emea/north, roles: [staff, "a/b"]}
            """;

    @InjectRealm(config = AuditedRealm.class)
    ManagedRealm realm;

    @InjectNewRealms
    NewRealms realms;

    @InjectAdminClient
    Keycloak keycloak;

    @Test
    void aHandWrittenBundleMakesAnotherRealmTheSame() {
        RoundTrip one = RoundTrip.in(realms);
        one.apply(HAND_WRITTEN);

        one.assertCopied();

        one.assertUnchangedBy(HAND_WRITTEN);
        JsonNode exported = one.export();
        assertThat(exported.path("roles").findValuesAsText("name")).containsExactly("a/b", "read:books", "staff");
        assertThat(exported.path("groups").findValuesAsText("path")).containsExactly("/plain", "/sales/emea/north");
        assertThat(exported.path("apis").findValuesAsText("clientId"))
                .contains("books-api", "crm-api", "empty-api")
                .doesNotContain("account");
    }

    @Test
    void aScopeWithTheRolesOfTwoClientsOfWhichNoneIsNamed() throws IOException {
        RoundTrip shared = RoundTrip.of(
                realms,
                realms.create(JsonSerialization.readValue(
                        TestCase.text("realm-shared-scope.json"), RealmRepresentation.class)));
        shared.assertClosed();
        assertThat(shared.export().path("apis").findValuesAsText("clientId")).containsExactly("catalog", "ingest");

        Answer applied = shared.apply("apis: [{clientId: catalog, scopes: [{name: 'item:create', roles: [Admin]}]}]");

        assertThat(changes(applied).findValuesAsText("field")).containsExactly("roles");
        assertThat(shared.admin().scope("item:create").getAttributes())
                .as("a default scope, which stays left to Keycloak")
                .containsEntry("permissionScopes.marked", "true")
                .doesNotContainKey("permissionScopes.api");
        shared.assertClosed();
    }

    @Test
    void aRealmMadeByHandThatIsFullOfOddThings() {
        NewRealm odd = realms.create(OddRealm.representation());
        OddRealm.complete(odd.resource());

        RoundTrip.of(realms, odd).assertClosed();
    }

    @Test
    void theDemoRealm() {
        RoundTrip.of(realms, new NewRealm(realm.getName(), realm.getBaseUrl(), keycloak))
                .assertClosed();
    }

    @Test
    void whatWasRequiredOfAnotherClientCanBeLeftOutAgain() {
        RoundTrip one = RoundTrip.in(realms);
        Administration rest = one.administration();
        for (int time = 0; time < 2; time++) {
            assertStatus(rest.put("apis/x-api", TestCase.text("api-foreign-role-1.json")), 200, 201);
            assertThat(one.admin().scopes().requiredRoles("r:r")).containsExactly("manage-account");
            one.assertClosed();

            assertStatus(rest.put("apis/x-api", TestCase.text("api-foreign-role-2.json")), 200);

            assertThat(one.admin().scopes().requiredRoles("r:r")).containsExactly("r:r");
            assertStatus(rest.api("account"), 404);
            one.assertClosed();
        }
        assertStatus(rest.delete("apis/x-api"), 204);
    }

    /** Else who holds it would have the scope again, should it be required again one day. */
    @Test
    void aPermissionGoesWithTheLastScopeThatRequiresIt() {
        RoundTrip one = RoundTrip.in(realms);
        one.apply(
                """
                apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [s]}, {name: 'x:t', roles: [t]}]}]
                roles: [{name: R, permissions: {x-api: [s, t]}}]
                """);
        one.admin().permissions().create("x-api", "plain");
        one.admin().permissions().compose("x-api", "t", "plain");
        String bundle =
                """
                apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [n]}, {name: 'x:t', roles: [n]}]}]
                roles: [{name: R, permissions: {x-api: [n]}}]
                """;

        Answer planned = one.administration().plan(bundle);
        Answer applied = one.apply(bundle);

        assertThat(changes(planned).findValuesAsText("name")).contains("x-api/s");
        assertThat(applied.all("/left", "name"))
                .as("somebody has made more of it")
                .containsExactly("x-api/t");
        assertThat(one.admin().roles().parts("R")).containsExactly("n");
        assertThat(one.admin().clients().permissions("x-api")).containsExactlyInAnyOrder("n", "t", "plain");
        one.assertUnchangedBy(bundle);
        one.assertCopied();

        one.apply("apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [s]}, {name: 'x:t', roles: [t]}]}]");
        assertThat(one.admin().roles().parts("R")).as("n went, too").isEmpty();
        one.assertClosed();
    }

    /** A role that one scope lets go another one may take in the same run. */
    @Test
    void aPermissionThatAnotherScopeTakesStays() {
        RoundTrip one = RoundTrip.in(realms);
        one.apply("apis: [{clientId: x-api, scopes: [{name: 'x:s'}, {name: 'x:t'}]}]");
        String id = one.admin().permissions().get("x-api", "x:s").getId();

        one.apply("apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [n]}, {name: 'x:t', roles: ['x:s']}]}]");

        assertThat(one.admin().permissions().get("x-api", "x:s").getId()).isEqualTo(id);
        one.assertClosed();
    }

    @Test
    void aRoleTakesPermissionsOnly() {
        RoundTrip one = RoundTrip.in(realms);
        one.apply("apis: [{clientId: x-api, scopes: [{name: 'x:r'}]}]");
        one.admin().permissions().create("x-api", "plain");
        one.admin().permissions().create("app", "user");

        one.assertRefused("roles: [{name: R, permissions: {x-api: [plain]}}]", 400, "/roles/0/permissions/x-api/0");
        one.assertRefused("roles: [{name: R, permissions: {app: [user]}}]", 400, "/roles/0/permissions/app/0");
        one.apply(
                """
                apis: [{clientId: x-api, scopes: [{name: 'x:r', roles: [plain]}]}]
                roles: [{name: R, permissions: {x-api: [plain]}}]
                """);

        assertThat(one.admin().roles().parts("R")).containsExactly("plain");
        one.assertClosed();
    }
}
