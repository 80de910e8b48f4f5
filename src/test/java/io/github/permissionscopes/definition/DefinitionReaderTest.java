package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {

    @Test
    void readsTheSameFromJsonAndYaml() {
        String json =
                """
                {"apis": [{"clientId": "crm", "scopes": [{"name": "read", "roles": ["a", {"role": "b"},
                 {"client": "c", "role": "d"}], "autoGrant": true}]}]}
                """;
        String yaml =
                """
                apis:
                  - clientId: crm
                    scopes:
                      - name: read
                        roles: [a, {role: b}, {client: c, role: d}]
                        autoGrant: true
                """;

        assertThat(bundle(json, false)).isEqualTo(bundle(yaml, true));
        assertThat(bundle(json, false).apis().get(0).scopes().get(0).roles())
                .containsExactly(RoleReference.own("a"), RoleReference.realm("b"), RoleReference.of("c", "d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "yes", "2024-01-01", "1.5", "0x10", "12:30:45", "=", "<<"})
    void aYamlNameIsWhatIsWritten(String name) {
        Bundle bundle = bundle("apis: [{clientId: a, scopes: [{name: " + name + "}]}]", true);

        assertThat(bundle.apis().get(0).scopes().get(0).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"apis\": []} x", "{\"apis\": [], \"apis\": []}", "[1,", "nul", "\"\\q\""})
    void whatIsNoJsonIsSaidSo(String text) {
        assertInvalid("", text, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "a: 1\na: 2",
                "a: &x [*x]",
                "!!javax.script.ScriptEngineManager [x]",
                "a: b: c",
                "--- a\n--- b",
                "\t- x"
            })
    void whatIsNoPlainYamlIsSaidSo(String text) {
        assertInvalid("", text, true);
    }

    /** As PHP writes it, as an editor indents it, as a server sends it; people call the file openapi.yaml. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n\t\"apis\": [\n\t\t{\"clientId\": \"a/b\"}\n\t]\n}",
                "{\"apis\": [{\"clientId\": \"a\\/b\"}]}",
                " \r\n{\r\n\t\"apis\": [{\"clientId\": \"a\\/b\"}]}\r\n",
            })
    void jsonIsReadAsYaml(String text) {
        assertThat(bundle(text, true)).isEqualTo(bundle(text, false));
        assertThat(bundle(text, true).apis().get(0).clientId()).isEqualTo("a/b");
    }

    @Test
    void jsonOfOneLineIsReadAsYaml() {
        String text = "[" + "\"x\", ".repeat(50_000) + "7]";

        assertThat(DefinitionReader.tree(text, true)).isEqualTo(DefinitionReader.tree(text, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n\t\"a\": [1,\n\t}", "{\"a\": \"\\q\"}", "[a, b"})
    void whatIsNeitherIsSaidOfTheYaml(String text) {
        assertThat(assertInvalid("", text, true).get(0).message()).startsWith("This YAML cannot be used");
    }

    /** YAML 1.2 §5.7 has the escape; elsewhere a backslash is one. */
    @Test
    void aSlashMayBeEscapedInDoubleQuotes() {
        String text =
                """
                double: "^W\\/\\"[0-9]+\\"$ a\\\\/b \\\\\\/c \uE000"
                single: '\\/ \\\\/'
                plain: a\\/b
                "k\\/": |
                  x\\/y
                """;

        assertThat(DefinitionReader.tree(text, true))
                .isEqualTo(DefinitionReader.tree(
                        """
                        {"double": "^W/\\"[0-9]+\\"$ a\\\\/b \\\\/c \uE000", "single": "\\\\/ \\\\\\\\/", "plain": "a\\\\/b", "k/": "x\\\\/y\\n"}
                        """,
                        false));
    }

    @Test
    void whatIsWrongBesideASlashIsWhereItWas() {
        assertThat(assertInvalid("", "a: \"\\/\" b", true).get(0).message()).contains("line 1, column 9");
    }

    @Test
    void deepNestingIsRefused() {
        assertInvalid("", "[".repeat(100_000), true);
        assertInvalid("", "[".repeat(100_000), false);
    }

    @Test
    void aWrongFieldIsNamedWithTheKnownOnes() {
        assertThat(assertInvalid("/apis/0/scops", "{\"apis\": [{\"clientId\": \"a\", \"scops\": []}]}", false)
                        .get(0)
                        .message())
                .contains("clientId", "scopes");
    }

    @Test
    void aWrongKindOfValueIsNamedByItsPlace() {
        assertInvalid("/apis/0/scopes/1/name", api("scopes: [{name: a}, {name: 7}]"), true);
        assertInvalid("/apis/0/scopes/0/name", api("scopes: [{name: true}]"), true);
        assertInvalid("/apis/0/realmOptional", api("realmOptional: x"), true);
        assertInvalid("/apis", "{\"apis\": \"crm\"}", false);
        assertInvalid("/apis", "{\"apis\": {}}", false);
        assertInvalid("", "[]", false);
        assertInvalid("", "7", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\t", "\\u0000", "true", "no"})
    void aTextIsNeitherTrueNorFalseNorNothing(String text) {
        String api = "{\"apis\": [{\"clientId\": \"a\", \"delete\": \"%s\"}]}";

        assertInvalid("/apis/0/delete", api.formatted(text), false);
    }

    @Test
    void allWrongKindsAreToldAtOnceWithWhatElseIsWrong() {
        assertThat(
                        fields(
                                """
                        apis:
                          - {clientId: 1, scopes: [{name: a, description: []}, x, {name: "a b"}]}
                          - {clientId: b, scops: [], clients: [1, app, app], realmOptional: ""}
                          - {scopes: [{name: c, roles: [7, {role: {}}, {client: b}]}]}
                        roles: {}
                        groups: [{path: sales}]
                        """))
                .containsExactlyInAnyOrder(
                        "/apis/0/clientId",
                        "/apis/0/scopes/0/description",
                        "/apis/0/scopes/1",
                        "/apis/0/scopes/2/name",
                        "/apis/1/scops",
                        "/apis/1/clients/0",
                        "/apis/1/clients/2",
                        "/apis/1/realmOptional",
                        "/apis/2/clientId",
                        "/apis/2/scopes/0/roles/0",
                        "/apis/2/scopes/0/roles/1/role",
                        "/apis/2/scopes/0/roles/2/role",
                        "/roles",
                        "/groups/0/path");
    }

    @Test
    void anApiOfAPathIsNotAskedForItsClientId() {
        JsonNode tree = DefinitionReader.tree("{name: 1, refusal: never}", true);

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> DefinitionReader.value(tree, ApiDefinition.class))
                .satisfies(e -> assertThat(e.errors())
                        .extracting(FieldError::field)
                        .containsExactlyInAnyOrder("/name", "/refusal"));
    }

    @Test
    void manyWrongKindsAreNotAllTold() {
        assertThat(fields("{apis: [" + "1,".repeat(1_000) + "1]}")).hasSize(20);
    }

    private static List<String> fields(String yaml) {
        InvalidDefinitionException[] thrown = new InvalidDefinitionException[1];
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> bundle(yaml, true))
                .satisfies(e -> thrown[0] = e);
        return thrown[0].errors().stream().map(FieldError::field).toList();
    }

    private static String api(String fields) {
        return "apis: [{clientId: a, " + fields + "}]";
    }

    @Test
    void messagesNameNoClassOfOurs() {
        assertThat(assertInvalid("/apis", "{\"apis\": \"crm\"}", false).get(0).message())
                .doesNotContain("permissionscopes", "java.util");
    }

    private static List<FieldError> assertInvalid(String field, String text, boolean yaml) {
        InvalidDefinitionException[] thrown = new InvalidDefinitionException[1];
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> bundle(text, yaml))
                .satisfies(e -> thrown[0] = e);
        assertThat(thrown[0].errors()).hasSize(1);
        assertThat(thrown[0].errors().get(0).field()).isEqualTo(field);
        return thrown[0].errors();
    }

    private static Bundle bundle(String text, boolean yaml) {
        return DefinitionReader.value(DefinitionReader.tree(text, yaml), Bundle.class);
    }
}
