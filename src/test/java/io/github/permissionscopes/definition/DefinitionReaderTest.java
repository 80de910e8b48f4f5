package io.github.permissionscopes.definition;

import static io.github.permissionscopes.definition.TestDefinitions.assertInvalid;
import static io.github.permissionscopes.definition.TestDefinitions.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition is JSON or YAML. */
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
}
