package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    @Test
    void deepNestingIsRefused() {
        assertInvalid("", "[".repeat(100_000), true);
        assertInvalid("", "[".repeat(100_000), false);
    }

    @Test
    void aWrongFieldIsNamedWithTheKnownOnes() {
        assertThat(assertInvalid("/apis/0/scops", "{\"apis\": [{\"scops\": []}]}", false)
                        .get(0)
                        .message())
                .contains("clientId", "scopes");
    }

    @Test
    void aWrongKindOfValueIsNamedByItsPlace() {
        assertInvalid("/apis/0/scopes/1/name", "{\"apis\": [{\"scopes\": [{}, {\"name\": 7}]}]}", false);
        assertInvalid("/apis/0/scopes/0/name", "{\"apis\": [{\"scopes\": [{\"name\": true}]}]}", false);
        assertInvalid("/apis/0/realmOptional", "{\"apis\": [{\"realmOptional\": \"yes\"}]}", false);
        assertInvalid("/apis", "{\"apis\": \"crm\"}", false);
        assertInvalid("/apis", "{\"apis\": {}}", false);
        assertInvalid("", "[]", false);
        assertInvalid("", "7", true);
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
