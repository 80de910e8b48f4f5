package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ##WORD##} may be a comment of YAML or a placeholder of Auth0's tool. */
class Auth0CommentsTest {

    private static final String API = "resourceServers:\n- identifier: https://b.example\n  enforce_policies: true\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "##BOOKS##\n" + API,
                "##BOOKS## all of them\n" + API,
                "resourceServers:\n  ##BOOKS##\n  - identifier: a\n",
                "resourceServers:\n  ##BOOKS##\n\n  # and\n  ##OTHERS##\n  - identifier: a\n",
                "resourceServers:\n  ##---------##\n  ##  BOOKS  ##\n  ##---------##\n  - identifier: a\n",
                "resourceServers: ##BOOKS##\n  - identifier: a\n",
                "resourceServers:\n- ##BOOKS##\n  identifier: a\n",
                "resourceServers:\n- name: Books\n  ##IDENTIFIER##\n  identifier: a\n",
                "resourceServers:\n- name: Books # those\n  ##IDENTIFIER##\n  identifier: a\n",
                "resourceServers:\n- name: Books\n##IDENTIFIER##\n  identifier: a\n",
                "resourceServers:\n- name: Books\n##IDENTIFIER##\n    ##URI##\n  identifier: a\n",
                "resourceServers:\n- identifier: a\n##NEXT##\n- identifier: b\n",
                "resourceServers:\n  - identifier: a\n  ##NEXT##\n  - identifier: b\n",
                "resourceServers:\n  - name:\n    ##NEXT##\n    identifier: b\n",
                API + "  scopes: [{value: a}] ##SCOPES##\n",
                API + "  scopes: [{value: a},\n  ##NEXT##\n  # b\n  {value: b}]\n",
                API + "  scopes: [{value: a}\n  ##NEXT##\n  ]\n",
                API + "  scopes: [{value: a,\n    ##NEXT##\n    description: b}]\n",
                API + "  scopes: [{ ##NEXT##\n    value: a}]\n",
                API + "  scopes:\n    ##READ##\n    - value: a\n      description: A\n    ##WRITE##\n    - value: b\n",
                API + "  scopes:\n  - value: a\n  ##WRITE##\n  - value: b\n",
                API + "  name: \"n\" ##NAME##\n",
                API + "  name: 'n' ##NAME##\n",
                API + "  name: \"😀\" ##NAME##\n  token_lifetime: 7\n",
                API + "  name: \"n\"\n  ##NEXT##\nroles: []\n##END##\n",
                API + "  name: \"n\"\n##ROLES##\nroles: []\n",
                API + "  name: |\n    text\n  ##NEXT##\n  token_lifetime: 7\n",
            })
    void whatCanBeNoValueIsAComment(String text) {
        for (String document : List.of(text, text.replace("\n", "\r\n"), "\uFEFF" + text)) {
            assertThat(Auth0Document.tree(document, true)).isEqualTo(DefinitionReader.tree(document, true));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '$',
            value = {
                "name: ##ENV##\\n  token_lifetime: 7",
                "name: ##ENV## Books\\n  token_lifetime: 7",
                "name:\\n    ##ENV##\\n  token_lifetime: 7",
                "name:\\n    # which\\n    ##ENV##\\n  token_lifetime: 7",
                "name: Books\\n    ##ENV##\\n  token_lifetime: 7",
                "name: 😀\\n    ##ENV##\\n  token_lifetime: 7",
                "scopes: [\\n    ##ENV##\\n  ]",
                "scopes: [\\n##ENV##\\n  ]",
                "$scopes: [{value: a},\\n    ##ENV##\\n  ]$",
                "$scopes: [##ENV##, {value: a}]$",
                "$scopes: [{value: a, description: ##ENV##\\n  }]$",
                "$scopes: [{description: Read\\n    ##ENV##\\n  , value: a}]$",
                "scopes:\\n  - ##ENV##\\n  - value: a",
                "scopes: &all\\n    - value: a\\n      description:\\n        ##ENV##",
                "description: >-\\n    a\\n    ##ENV##",
            })
    void aMissingValueIsNoComment(String fields) {
        for (String headline : List.of("", "##BOOKS##\n")) {
            String text = headline + API + "  " + fields.replace("\\n", "\n") + "\n  signing_alg: 'x' ##X##\n";

            assertThat(errors(text)).singleElement().satisfies(error -> {
                assertThat(error.field()).startsWith("/resourceServers/0/");
                assertThat(error.message()).contains("Fill in ##ENV##");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceServers\":[{\"identifier\":\"a\",\"name\":\n##N##\n}]}",
                "{\"resourceServers\":[{\"identifier\":\"a\",\"name\":\n##N##, \"scopes\": []}]}",
                "{\"resourceServers\":[{\"identifier\":\"a\",\"scopes\":[\n##N##\n]}]}",
                "[\n##N##\n]",
            })
    void jsonThatIsSentAsYamlHasNoComments(String text) {
        assertThat(errors(text)).singleElement().satisfies(error -> assertThat(error.message())
                .contains("Fill in ##N##"));
    }

    @Test
    void whereItCannotBeReadEitherWayTheErrorNamesThem() {
        InvalidDefinitionException problem = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> Auth0Document.tree("resourceServers:\n  ##BOOKS##\n  - identifier: a: b\n", true));

        assertThat(problem.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("a colon followed by a space")
                .contains("(line 3, column 18)")
                .contains("##BOOKS## (line 2)")
                .contains("fill in"));
        assertThat(catchThrowableOfType(
                        InvalidDefinitionException.class,
                        () -> Auth0Document.tree(API + "  name: \"n\" ##NAME## (\"this\")\n", true)))
                .hasMessageContaining("##NAME## (line 4)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@@A##B##@@", "@@MY KEY@@", "@@A$1B@@", "'##MY KEY##'", "'@@Ä@@'"})
    void aKeyMayHaveWhatItLikes(String placeholder) {
        assertThat(errors(API + "  name: " + placeholder + "\n"))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.message()).contains("Fill in " + placeholder.replace("'", "") + ": "));
        assertThat(errors("{\"resourceServers\": [{\"identifier\": \"a\", \"name\": " + placeholder.replace("'", "\"")
                        + "}]}"))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.message()).contains("Fill in " + placeholder.replace("'", "") + ": "));
    }

    @Test
    void signsOfPrivateUseStayAsTheyAre() {
        assertThat(Auth0Document.tree("a: \uE000 \uE001\nb: \"\\uE000 \\uE002\"\nc: ##C##\n", true))
                .isEqualTo(DefinitionReader.tree("a: \uE000 \uE001\nb: \"\uE000 \uE002\"\nc: '##C##'\n", true));
    }

    @Test
    void namesOfFieldsAreAsTheyWereWritten() {
        UnusableDocumentException problem = catchThrowableOfType(
                UnusableDocumentException.class,
                () -> read(
                        API + "  ##KEY##: v\n  @@K2@@: w\n  scopes: [{value: a, ##K3##: x}]\ntenant: {##K4##: 1}\n"));

        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("/resourceServers/0/scopes/0");
            assertThat(error.message()).contains("##K3##");
        });
        assertThat(problem.remarks())
                .extracting(Remark::what)
                .containsExactly("placeholders ##KEY##", "placeholders @@K2@@", "placeholders ##K4##");
        assertThat(problem.remarks())
                .extracting(Remark::field)
                .containsExactly("/resourceServers/0/##KEY##", "/resourceServers/0/@@K2@@", "/tenant");
    }

    private static Imported read(String text) {
        return Auth0Import.read(Auth0Document.tree(text, !text.startsWith("{\"resourceServers\": ")));
    }

    private static List<FieldError> errors(String text) {
        return catchThrowableOfType(UnusableDocumentException.class, () -> read(text))
                .errors();
    }
}
