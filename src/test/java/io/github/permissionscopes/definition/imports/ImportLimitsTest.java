package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.definition.DefinitionCheck;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too long, too much or no such document at all. */
class ImportLimitsTest {

    /** As many characters as can be stored, but never half of one, and with what {@code PageText} adds. */
    @ParameterizedTest
    @CsvSource({"499,😀,499", "498,😀,500", "500,😀,500", "499,😀😀,499"})
    void aLongTextIsShortenedToWhatADefinitionTakes(int before, String end, int length) {
        String description = "x".repeat(before) + end;
        Imported imported = withDescription(description);

        DefinitionCheck.check(imported.bundle());
        assertThat(imported.bundle().apis().get(0).scopes().get(0).description())
                .hasSize(length)
                .isEqualTo(description.substring(0, length));
        assertThat(imported.notCarriedOver()).hasSize(description.length() == length ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {499, 500, 501, 600})
    void aLongTextThatLooksLikeAKeyIsShortenedToWhatADefinitionTakes(int length) {
        Imported imported = withDescription("${a/{b}" + "}".repeat(length - 7));

        DefinitionCheck.check(imported.bundle());
        assertThat(imported.bundle().apis().get(0).scopes().get(0).description())
                .hasSize(499);
    }

    @Test
    void aThousandScopesAreTheMost() {
        assertThat(Auth0Import.read(withScopes(1_000)).bundle().apis().get(0).scopes())
                .hasSize(1_000);
        assertError(() -> Auth0Import.read(withScopes(1_001)), "/0/scopes", "at most 1000");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{}                                            | \"\"                       | neither a list of Auth0",
                "'text'                                        | \"\"                       | neither a list of Auth0",
                "{'roles': []}                                 | \"\"                       | neither a list of Auth0",
                "{'openapi': '3.0.0', 'paths': {}}             | \"\"                       | neither a list of Auth0",
                "{'resource_servers': 3}                       | /resource_servers          | list is expected",
                "{'resource_servers': [3]}                     | /resource_servers/0        | object is expected",
                "{'resource_servers': [{'name': 'A'}]}         | /resource_servers/0/identifier | value is required",
                "{'resource_servers': [{'identifier': 3}]}     | /resource_servers/0/identifier | string is expected",
                "[{'identifier': 'a'}, {'identifier': 'a'}]    | /1/identifier              | is here twice",
                "[{'identifier': 'a', 'scopes': [{}]}]         | /0/scopes/0/value          | value is required",
                "{'resource_servers': [], 'roles': [{'name': 'R'}, {'name': 'R'}]} | /roles/1/name | is here twice",
                "{'groups': [{'_id': '1', 'name': 'A', 'nested': ['2']}, {'_id': '2', 'name': 'B', 'nested': ['1']}]}"
                        + " | /groups/0/nested | A in B in A",
                "{'groups': [{'_id': '1', 'name': 'A', 'nested': ['1']}]} | /groups/0/nested   | A in A",
                "{'groups': [{'_id': '1'}]}                    | /groups/0/name             | value is required",
                "{'groups': [{'_id': '1', 'name': 'A'}, {'_id': '1', 'name': 'B'}]} | /groups/1/_id | is here twice",
                "{'permissions': [{'_id': '1', 'name': 'A'}]}  | /permissions/0/applicationId | value is required",
            })
    void whatIsNoExportOfAuth0IsAnError(String document, String field, String message) {
        assertError(() -> Auth0Import.read(Fixture.json(document)), field, message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'swagger': '2.0'}                            | /swagger                   | Convert it to OpenAPI 3",
                "{}                                            | /openapi                   | no OpenAPI document",
                "{'openapi': '4.0.0'}                          | /openapi                   | is expected here",
                "{'openapi': '3.1.0', 'info': {'title': 'T'}}  | /components/securitySchemes | no OAuth scope",
                "{'openapi': '3.1.0', 'components': {'securitySchemes': {'a': {'$ref': '#/components/securitySchemes/b'},"
                        + " 'b': {'$ref': '#/components/securitySchemes/a'}}}}"
                        + " | /components/securitySchemes/a/$ref | leads in a circle",
                "{'openapi': '3.1.0', 'components': {'securitySchemes': {'a': {'$ref': '#/nowhere'}}}}"
                        + " | /components/securitySchemes/a/$ref | nothing at #/nowhere",
                "{'openapi': '3.1.0', 'components': {'securitySchemes': {'a': {'type': 'oauth2', 'flows': {'implicit':"
                        + " {'scopes': {'read': 'Read'}}}}}}} | /info/title | title is required",
            })
    void whatIsNoOpenApiDocumentWithScopesIsAnError(String document, String field, String message) {
        assertError(() -> OpenApiImport.read(Fixture.json(document), null, null), field, message);
    }

    /** Either way round: it is one error, at a field of this document. */
    @ParameterizedTest
    @CsvSource({"true, /groups/50/nested", "false, /groups/50/nested"})
    void groupsAreAtMostFiftyLevelsDeep(boolean topFirst, String field) {
        assertThat(Auth0Import.read(groups(50, topFirst)).bundle().groups()).hasSize(50);
        assertError(() -> Auth0Import.read(groups(51, topFirst)), field, "more than 50 levels");
        assertError(() -> Auth0Import.read(groups(3_000, topFirst)), field, "more than 50 levels");
    }

    @Test
    void aGroupsPathIsAsLongAsKeycloaksAtMost() {
        JsonNode groups = groups(40, true);
        groups.path("groups").forEach(group -> ((ObjectNode) group)
                .put("name", group.path("name").asText() + "n".repeat(200)));

        assertError(() -> Auth0Import.read(groups), "/groups/19/name", "more than 4000 characters");
    }

    /** Every two neighbours have two ways between them: 2^40 ways in all. */
    @Test
    void manyWaysBetweenGroupsTakeNoTime() {
        StringBuilder groups = new StringBuilder();
        for (int level = 0; level < 40; level++) {
            for (String side : List.of("a", "b")) {
                groups.append("{'_id': '%2$s%1$d', 'name': '%2$s%1$d', 'nested': ['a%3$d', 'b%3$d']},"
                        .formatted(level, side, level + 1));
            }
        }
        groups.append("{'_id': 'a40', 'name': 'a40'}, {'_id': 'b40', 'name': 'b40'}");

        assertThat(Auth0Import.read(Fixture.json("{'groups': [" + groups + "]}"))
                        .bundle()
                        .groups())
                .hasSize(82);
    }

    private static Imported withDescription(String description) {
        return Auth0Import.read(Fixture.json("[{'identifier': 'https://a.example', 'enforce_policies': true,"
                + " 'scopes': [{'value': 's', 'description': '" + description + "'}]}]"));
    }

    private static JsonNode withScopes(int count) {
        StringBuilder scopes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            scopes.append(i == 0 ? "" : ",").append("{'value': 's").append(i).append("'}");
        }
        return Fixture.json("[{'identifier': 'https://a.example', 'scopes': [" + scopes + "]}]");
    }

    /** @return groups in one another */
    private static JsonNode groups(int count, boolean topFirst) {
        ObjectNode document = Fixture.json("{'groups': []}").deepCopy();
        for (int i = 0; i < count; i++) {
            ObjectNode group = document.withArray("groups").addObject();
            group.put("_id", String.valueOf(i)).put("name", "g" + i);
            int nested = topFirst ? i + 1 : i - 1;
            if (nested >= 0 && nested < count) {
                group.putArray("nested").add(String.valueOf(nested));
            }
        }
        return document;
    }

    private static void assertError(Runnable reading, String field, String message) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        invalid -> assertThat(invalid.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.message()).contains(message);
                        }));
    }
}
