package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.it.support.check.TestCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Auth0's deploy tool exports: {@code tenant.yaml}, with client grants and placeholders. */
class Auth0DeployToolTest {

    private static final String API =
            """
            resourceServers:
              - name: Books
                identifier: https://books.example
                enforce_policies: true
                scopes: [{value: read:books}, {value: write:books}]
            """;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifier: https://##ENV##.example",
                "identifier: ##ENV##",
                "identifier: @@ENV@@",
                "identifier: \"@@ENV@@\"",
                "identifier: '##ENV##'",
                "identifier: https://b.example, name: '##ENV##, ##TWO##'",
                "identifier: https://b.example, scopes: @@ENV@@",
                "identifier: https://b.example, scopes: [{value: '##ENV##'}]",
            })
    void aPlaceholderIsNeverAValue(String fields) {
        assertThat(errors("resourceServers:\n  - {" + fields + "}\n"))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).startsWith("/resourceServers/0/");
                    assertThat(error.message()).contains("ENV").contains("Fill in");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: Books ##ENV##",
                "name: ##ENV## Books",
                "name: @@ENV@@ Books",
                "name: The \"Books\" C:\\ ##ENV## # a comment",
                "name: Don't lend [##ENV##], {or} @@ENV@@",
                "name: &n !!str Books ##ENV##",
                "name: Books\n    of ##ENV##",
                "name: Books\n    ##ENV##",
                "name: >-\n    Books ##ENV##",
                "name: \"Books\n    ##ENV##\"",
                "scopes:\n  - value: read ##ENV##\n    description: it's fine",
                "scopes:\n  - description: Read ##ENV## data\n    value: a",
                "scopes: [{value: a, description: Read ##ENV## data}]",
                "scopes: [\n    {value: a, description: Read ##ENV##\n    data}, # [\n  ]",
                "scopes:\n    @@ENV@@",
            })
    void aPlaceholderInAValueWithoutQuotesIsFoundInIt(String fields) {
        String document = "# ##A## \n##BOOKS##\nresourceServers:\n- identifier: https://b.example\n  " + fields + "\n"
                + "  enforce_policies: true # not @@ENV@@\nroles: []\n";
        for (String text : List.of(document, document.replace("\n", "\r\n"), "\uFEFF---\n" + document)) {
            assertThat(errors(text)).singleElement().satisfies(error -> {
                assertThat(error.field()).startsWith("/resourceServers/0/" + fields.substring(0, fields.indexOf(':')));
                assertThat(error.message()).contains("ENV");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceServers\": [{\"identifier\":@@ENV@@,\n \"name\": \"B\"}]}",
                "{\"resourceServers\": [{\n\"identifier\": @@ENV@@\n}]}",
                "{\"resourceServers\": [\n{\"identifier\": \"https://b.example\", \"scopes\": [ @@ENV@@ ]}]}",
            })
    void aPlaceholderInJsonIsFound(String text) {
        assertThat(errors(text)).singleElement().satisfies(error -> assertThat(error.field())
                .startsWith("/resourceServers/0/"));
    }

    @Test
    void whatHasNoPlaceholderStaysAsItIs() {
        String text =
                """
                tenant:
                  a: @@KEY@@ and more
                  script: |
                    // don't { [ ##X##
                    let a = "b
                  ## no placeholder
                resourceServers:
                  - name: Tom's # ##X##
                    identifier: https://b.example
                    scopes: [{value: "a:b", description: It's "fine"}]
                """;

        assertThat(Auth0Document.tree(text, true))
                .isEqualTo(DefinitionReader.tree(text.replace("@@KEY@@ and more", "'@@KEY@@ and more'"), true));
    }

    @Test
    void aStringOfJsonStaysAsItIs() {
        String text = "{\"a\": \"x, @@KEY@@, \\\" ##KEY##\", \"b\": [@@KEY@@, 1]}";

        assertThat(Auth0Document.tree(text, false))
                .isEqualTo(DefinitionReader.tree(text.replace("[@@KEY@@", "[\"@@KEY@@\""), false));
    }

    @Test
    void allPlaceholdersAreNamedAtOnceAndThoseOfOtherPartsRemarked() {
        UnusableDocumentException problem = failure(
                """
                tenant:
                  friendly_name: "##ENVIRONMENT## tenant"
                  allowed_logout_urls: @@ALLOWED_LOGOUT_URLS@@
                resourceServers:
                  - name: ##NAME##
                    identifier: @@IDENTIFIER@@
                    token_lifetime: @@LIFETIME@@
                roles: @@ROLES@@
                clientGrants:
                  - client_id: ##CLIENT##
                    audience: "urn:##ENVIRONMENT##"
                """);

        assertThat(problem.errors())
                .extracting(FieldError::field)
                .containsExactly(
                        "/resourceServers/0/name",
                        "/resourceServers/0/identifier",
                        "/roles",
                        "/clientGrants/0/client_id",
                        "/clientGrants/0/audience");
        assertThat(problem.remarks())
                .extracting(Remark::field, Remark::what)
                .containsExactly(
                        tuple("/tenant", "placeholders ##ENVIRONMENT##, @@ALLOWED_LOGOUT_URLS@@"),
                        tuple("/resourceServers/0/token_lifetime", "placeholders @@LIFETIME@@"));
    }

    @Test
    void placeholdersOfOtherPartsDoNotStopIt() {
        assertThat(read("rules: [{name: r, script: \"a##B##\"}]\nclients: @@C@@\n" + API)
                        .notCarriedOver())
                .extracting(Remark::what)
                .contains("placeholders ##B##", "placeholders @@C@@");
    }

    private static Imported read(String text) {
        return Auth0Import.read(Auth0Document.tree(text, !text.strip().startsWith("{")));
    }

    private static UnusableDocumentException failure(String text) {
        return catchThrowableOfType(UnusableDocumentException.class, () -> read(text));
    }

    private static List<FieldError> errors(String text) {
        return failure(text).errors();
    }
}
