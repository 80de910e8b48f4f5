package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.Auth0Texts.API;
import static io.github.permissionscopes.definition.imports.Auth0Texts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders in what Auth0's deploy tool exports: they are never taken for a value. */
class Auth0PlaceholdersTest {

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

    private static UnusableDocumentException failure(String text) {
        return catchThrowableOfType(UnusableDocumentException.class, () -> read(text));
    }

    private static List<FieldError> errors(String text) {
        return failure(text).errors();
    }
}
