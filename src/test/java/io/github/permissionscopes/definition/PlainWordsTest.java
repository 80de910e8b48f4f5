package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.imports.Auth0Import;
import io.github.permissionscopes.definition.imports.AuthorizationExtensionImport;
import io.github.permissionscopes.definition.imports.OpenApiImport;
import io.github.permissionscopes.it.support.check.HostileBodies;
import io.github.permissionscopes.it.support.check.PlainWords;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors say which field, what is expected and what is there; the words of the libraries that read it reach nobody. */
class PlainWordsTest {

    private static final List<Consumer<JsonNode>> READERS = List.of(
            tree -> DefinitionCheck.check(DefinitionReader.value(tree, Bundle.class)),
            tree -> DefinitionCheck.check(DefinitionReader.value(tree, ApiDefinition.class)),
            Auth0Import::read,
            AuthorizationExtensionImport::read,
            tree -> OpenApiImport.read(tree, null, null));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areSaidOfEveryBody(boolean yaml) {
        new HostileBodies(7)
                .bodies(150)
                .forEach(body -> READERS.forEach(reader -> {
                    try {
                        reader.accept(DefinitionReader.tree(body, yaml));
                    } catch (InvalidDefinitionException e) {
                        assertThat(e.errors()).allSatisfy(error -> PlainWords.assertPlain(error.message(), body));
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'apis': 3}                              | /apis                 | A list is expected here; this is the number 3.",
                "{'apis': {}}                             | /apis                 | A list is expected here; this is an object.",
                "{'apis': [3]}                            | /apis/0               | An object is expected here; this is the number 3.",
                "{'apis': [{'clientId': 3}]}              | /apis/0/clientId      | A string is expected here; this is the number 3.",
                "{'apis': [{'clientId': true}]}           | /apis/0/clientId      | A string is expected here; this is true.",
                "{'apis': [{'clientId': ['a']}]}          | /apis/0/clientId      | A string is expected here; this is a list.",
                "{'apis': [{'realmOptional': 'yes'}]}     | /apis/0/realmOptional | true or false is expected here; this is the string \"yes\".",
                "{'apis': [{'realmOptional': 1}]}         | /apis/0/realmOptional | true or false is expected here; this is the number 1.",
                "{'apis': [{'clients': 'a'}]}             | /apis/0/clients       | A list is expected here; this is the string \"a\".",
                "{'apis': [{'scopes': [{'roles': [3]}]}]} | /apis/0/scopes/0/roles/0 | The name of a role, or an object {\"client\": …,"
                        + " \"role\": …}, is expected here; this is the number 3.",
                "{'roles': [{'permissions': []}]}         | /roles/0/permissions  | An object is expected here; this is a list.",
                "{'roles': [{'permissions': {'a': 'b'}}]} | /roles/0/permissions/a | A list is expected here; this is the string \"b\".",
                "{'groups': [{'path': {}}]}               | /groups/0/path        | A string is expected here; this is an object.",
                "[]                                       | \"\"                  | An object is expected here; this is a list.",
                "7                                        | \"\"                  | This is not JSON: it begins with \"7\"",
            })
    void nameTheFieldAndWhatIsThere(String json, String field, String message) {
        JsonNode tree = DefinitionReader.tree(json.replace('\'', '"').strip(), json.startsWith("7"));
        InvalidDefinitionException problem = catchThrowableOfType(
                InvalidDefinitionException.class, () -> DefinitionReader.value(tree, Bundle.class));

        // What else is wrong follows.
        assertThat(problem.errors()).first().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            if (!json.startsWith("7")) {
                assertThat(error.message()).isEqualTo(message);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "false | {'a': 1,}             | line 1, column 9",
                "false | {'a': 1               | ends in the middle",
                "false | {'a': 1, 'a': 2}      | The field \"a\" is here twice (line 1",
                "false | {'a': tru}            | (line 1, column",
                "false | {a: 1}                | (line 1, column",
                "false | {} {}                 | something follows behind its end",
                "false | no JSON               | application/yaml",
                "false | {'a': 1e99999999999}  | \"\"",
                "true  | 'a: [1, 2'            | a comma or the closing bracket",
                "true  | 'a: b: c'             | a colon followed by a space",
                "true  | 'a: @b'               | cannot begin with this sign",
                "true  | 'a: *b'               | an alias stands for",
                "true  | 'a: &b [*b]'          | an alias stands for",
                "true  | 'a: !x b'             | tags such as !x",
                "true  | 'a: \"b'              | a quote is not closed",
                "true  | '? [a]'               | a key must be a single value",
                "true  | 'a: \"\\U80000000\"'  | a backslash in double quotes",
                "true  | 'a: \"\\UFFFFFFFF\"'  | a backslash in double quotes",
                "true  | '\"\\U99999999\": a'  | a backslash in double quotes",
                "true  | 'a: \"\\U00110000\"'  | a backslash in double quotes",
                "true  | 'a: \"\\q\"'          | a backslash in double quotes",
            })
    void nameTheLineOfASyntaxError(boolean yaml, String text, String message) {
        String body = yaml ? text.replaceAll("^'|'$", "") : text.replace('\'', '"');

        InvalidDefinitionException problem =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.tree(body, yaml));

        if (!message.isEmpty()) {
            assertThat(problem.getMessage()).contains(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:\n\t- b", "a: b\n\tc: d", "\ta: b"})
    void aTabIsCalledSo(String yaml) {
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.tree(yaml, true)))
                .hasMessageContaining("a tab stands where YAML takes spaces only (line ");
    }

    @Test
    void aSecondDocumentAndAControlCharacterAreCalledSo() {
        assertThat(catchThrowableOfType(
                        InvalidDefinitionException.class, () -> DefinitionReader.tree("a: 1\n---\nb: 2\n", true)))
                .hasMessageContaining("a second document (---)");
        assertThat(catchThrowableOfType(
                        InvalidDefinitionException.class, () -> DefinitionReader.tree("a: \u0001", true)))
                .hasMessageContaining("U+0001");
    }

    @Test
    void aByteOrderMarkIsRead() {
        assertThat(DefinitionReader.tree("\uFEFF{\"a\": \"x\"}", false)).isEqualTo(DefinitionReader.tree("a: x", true));
        assertThat(DefinitionReader.tree("\uFEFFa: x", true)).isEqualTo(DefinitionReader.tree("a: x", true));
    }
}
