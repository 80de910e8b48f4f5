package io.github.permissionscopes.definition;

import static io.github.permissionscopes.definition.TestDefinitions.assertInvalid;
import static io.github.permissionscopes.definition.TestDefinitions.bundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a definition that are unknown, or of a wrong kind. */
class DefinitionFieldsTest {

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
}
