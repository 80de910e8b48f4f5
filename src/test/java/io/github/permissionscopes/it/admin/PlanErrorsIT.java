package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST plan}: all that is wrong with a bundle is told at once. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PlanErrorsIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void allErrorsAreToldAtOnce() {
        admin.clients().createSaml("a-saml-client");
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

        // The first one says of which kind they are.
        for (Answer answer : List.of(rest.plan(bundle), rest.apply(bundle))) {
            assertProblem(answer, 409, "/apis/1/clientId");
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
        assertThat(admin.clients().exists("crm-api")).isFalse();
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

        for (Answer answer : List.of(rest.plan(bundle), rest.apply(bundle))) {
            assertProblem(answer, 400);
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
        admin.clients().createSaml("a-saml-client");

        Answer answer = rest.plan(
                """
                apis:
                  - {clientId: s-api, clients: [a-saml-client], scopes: [{name: s:r}]}
                  - {clientId: b-api, scopes: [{name: two words}]}
                roles:
                  - {name: "a\\0b"}
                  - {name: sales, permissions: {no-api: [x]}}
                  - {name: more, permissions: {b-api: [x]}}
                groups:
                  - {path: /%s, roles: []}
                  - {path: /sales, roles: [no-role]}
                """
                        .formatted("g".repeat(256)));

        assertProblem(answer, 400);
        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "/apis/0/clients/0",
                        "/apis/1/scopes/0/name",
                        "/roles/0/name",
                        "/roles/1/permissions/no-api",
                        "/groups/0/path",
                        "/groups/1/roles/0");
    }

    private static List<String> fields(Answer answer) {
        return each(answer.body().path("errors"), error -> error.path("pointer")
                .asText(error.path("field").asText()));
    }
}
