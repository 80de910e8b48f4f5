package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.Auth0Texts.API;
import static io.github.permissionscopes.definition.imports.Auth0Texts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.it.support.check.TestCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Auth0's deploy tool exports: {@code tenant.yaml}, with client grants. */
class Auth0DeployToolTest {

    @Test
    void theExportIsReadAsItIs() {
        Imported imported = read(TestCase.text("auth0-deploycli.yaml"));

        assertThat(imported.bundle().apis()).singleElement().satisfies(api -> {
            assertThat(api.clientId()).isEqualTo("books-api");
            assertThat(api.clients()).containsExactly("Book App");
            assertThat(api.scopes()).extracting("name").containsExactly("read:books");
        });
        assertThat(imported.bundle().roles()).singleElement().satisfies(role -> assertThat(role.permissions())
                .containsEntry("books-api", List.of("read:books")));
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .containsExactly("/clientGrants/0/client_id", "/tenant");
        assertThat(imported.notCarriedOver().get(0).why()).contains("must be in the realm", "the client's name");
    }

    @Test
    void rolesOfOrganizationsAreListed() {
        Imported imported = read(TestCase.text("auth0-organization-roles.json"));

        assertThat(imported.bundle().roles()).isEmpty();
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field, Remark::what)
                .containsExactly(
                        tuple("/roles/0", "role Editor of organization org_1"),
                        tuple("/roles/1", "role Editor of organization org_2"));
    }

    @Test
    void aRoleOfTheTenantMayHaveTheNameOfAnOrganizationsRole() {
        Imported imported = read(
                API
                        + """
                roles:
                  - {name: Editor, type: organization, owner_id: org_1, permissions: []}
                  - {name: Editor, permissions: [{permission_name: read:books, resource_server_identifier: "https://books.example"}]}
                """);

        assertThat(imported.bundle().roles()).singleElement().satisfies(role -> assertThat(role.permissions())
                .containsEntry("books", List.of("read:books")));
    }

    @Test
    void whoMayAskForSomeScopesOnlyIsSaidOfThose() {
        ApiDefinition api = read(API
                        + """
                        clientGrants:
                          - {client_id: Reader, audience: "https://books.example", scope: [read:books]}
                          - {client_id: Writer, audience: "https://books.example", scope: [write:books, read:books, burn:books]}
                          - {client_id: Reader, audience: "https://tenant.auth0.com/api/v2/", scope: [read:users]}
                        """)
                .bundle()
                .apis()
                .get(0);

        assertThat(api.clients()).isNull();
        assertThat(api.scopes()).extracting("clients").containsExactly(List.of("Reader", "Writer"), List.of("Writer"));
    }

    @Test
    void aGrantThatIsNotCarriedOverIsRemarked() {
        Imported imported = read(
                API
                        + """
                clientGrants:
                  - {client_id: A, audience: "https://books.example", scope: [burn:books], subject_type: user}
                  - {client_id: B, audience: "https://other.example", scope: []}
                  - {audience: "https://books.example", scope: [read:books]}
                  - {client_id: D, audience: "https://books.example", scope: [], allow_all_scopes: true}
                """);

        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .contains(
                        "/clientGrants/0/scope/0",
                        "/clientGrants/0/subject_type",
                        "/clientGrants/1",
                        "/clientGrants/2",
                        "/clientGrants/3/allow_all_scopes");
        assertThat(imported.bundle().apis().get(0).clients()).containsExactly("D");
    }

    @Test
    void aGrantOfAllApplicationsOfAKindSaysWhatToDoInstead() {
        Imported imported = read(
                API
                        + "clientGrants:\n  - {default_for: third_party_clients, audience: \"https://books.example\", scope: [read:books]}\n");

        assertThat(imported.notCarriedOver())
                .filteredOn(remark -> remark.field().equals("/clientGrants/0/default_for"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.why()).contains("realmOptional"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope: []", "scope: [burn:books]", "allow_all_scopes: false"})
    void aGrantOfNoScopeSaysNothingOfItsClient(String scopes) {
        String none = "  - {client_id: A, audience: \"https://books.example\", " + scopes + "}\n";

        assertThat(read(API + "clientGrants:\n" + none).notCarriedOver())
                .filteredOn(remark -> !remark.field().endsWith("/scope/0"))
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.field()).isEqualTo("/clientGrants/0");
                    assertThat(remark.why()).contains("grants no scope");
                });
        assertThat(read(API + "clientGrants:\n" + none
                                + "  - {client_id: A, audience: \"https://books.example\", scope: [read:books]}\n")
                        .notCarriedOver())
                .extracting(Remark::field)
                .contains("/clientGrants/1/client_id");
    }

    @Test
    void theManagementApisGrantsAreReadToo() {
        Imported imported = read(
                """
                {"resource_servers": [{"identifier": "https://b.example", "name": "B", "enforce_policies": true,
                   "scopes": [{"value": "a"}], "token_lifetime": 60,
                   "subject_type_authorization": {"user": {"policy": "deny_all"}}}],
                 "clients": [{"client_id": "x7Fg", "name": "Shop"}],
                 "client_grants": {"total": 9, "client_grants": [
                    {"id": "cgr_1", "client_id": "x7Fg", "audience": "https://b.example", "scope": ["a"]}]}}
                """);

        assertThat(imported.bundle().apis().get(0).clients()).containsExactly("x7Fg");
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .contains(
                        "/resource_servers/0/token_lifetime",
                        "/resource_servers/0/subject_type_authorization/user",
                        "/client_grants",
                        "/client_grants/client_grants/0/client_id",
                        "/clients");
        assertThat(imported.notCarriedOver())
                .anySatisfy(remark -> assertThat(remark.why()).contains("\"Shop\""));
    }

    @Test
    void oneFileOfAnApiIsADocument() {
        assertThat(read("{\"name\": \"B\", \"identifier\": \"https://b.example\", \"scopes\": [{\"value\": \"a\"}]}")
                        .bundle()
                        .apis())
                .hasSize(1);
    }
}
