package io.github.permissionscopes.definition;

import static io.github.permissionscopes.definition.TestDefinitions.assertErrors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts of a definition: how long they are, and of what characters. */
class DefinitionTextsTest {

    @Test
    void lengthsHaveTheirLimits() {
        assertLength("a".repeat(255), "d".repeat(500));
        assertLength("a".repeat(256), "d", "/apis/0/scopes/0/name");
        assertLength("a", "d".repeat(501), "/apis/0/scopes/0/description");
    }

    @Test
    void anApiHasAThousandScopes() {
        assertThatCode(() -> DefinitionCheck.check(apiWithScopes(1_000))).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class, () -> DefinitionCheck.check(apiWithScopes(1_001)))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("/scopes");
    }

    /** Whether the realm has such a scope or not: it may get one with the next version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "openid",
                "offline_access",
                "profile",
                "email",
                "address",
                "phone",
                "roles",
                "web-origins",
                "microprofile-jwt",
                "acr",
                "basic",
                "service_account",
                "organization",
                "delegation",
                "role_list",
                "saml_organization",
                "AuthnContextClassRef",
                "oid4vc_natural_person",
                "oid4vc_natural_person_sd",
                "PROFILE"
            })
    void noDefinitionIsAboutKeycloaksOwnScopes(String name) {
        assertErrors("apis: [{clientId: a, scopes: [{name: %s}]}]".formatted(name), "/apis/0/scopes/0/name");
        assertErrors(
                "apis: [{clientId: a, scopes: [{name: x, renamedFrom: %s}]}]".formatted(name),
                "/apis/0/scopes/0/renamedFrom");
    }

    /** Every text, and every list of names, with what some database or some page does not take. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u007f", "\\u0085", "\\u2028", "\\ud83d"})
    void noTextHasCharactersThatCannotBeStored(String escape) {
        assertJsonError("{'apis': [{'clientId': 'a%sb'}]}", escape, "/apis/0/clientId");
        for (String field : List.of("name", "identifier", "clients/0")) {
            assertJsonError("{'apis': [{'clientId': 'a', " + value(field) + "}]}", escape, "/apis/0/" + field);
        }
        for (String field : List.of("description", "minimumAcr", "clients/0", "roles/0")) {
            assertJsonError(
                    "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', " + value(field) + "}]}]}",
                    escape,
                    "/apis/0/scopes/0/" + field);
        }
        assertJsonError(
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'roles': [{'client': 'a%sb', 'role': 'x'}]}]}]}",
                escape, "/apis/0/scopes/0/roles/0/client");
        for (String field : List.of("description", "renamedFrom")) {
            assertJsonError("{'roles': [{'name': 'r', " + value(field) + "}]}", escape, "/roles/0/" + field);
        }
        assertJsonError("{'roles': [{'name': 'a%sb'}]}", escape, "/roles/0/name");
        assertJsonError(
                "{'roles': [{'name': 'r', 'permissions': {'a': ['a%sb']}}]}", escape, "/roles/0/permissions/a/0");
        assertThat(errors("{'roles': [{'name': 'r', 'permissions': {'a%sb': []}}]}", escape))
                .hasSize(1);
        assertJsonError("{'groups': [{'path': '/a%sb'}]}", escape, "/groups/0/path");
        assertJsonError("{'groups': [{'path': '/a', 'roles': ['a%sb']}]}", escape, "/groups/0/roles/0");
    }

    @Test
    void charactersOfTwoHalvesAreTaken() {
        assertErrors("apis: [{clientId: a😀, name: 😀, scopes: [{name: r, description: 😀, roles: [😀]}]}]");
        assertErrors("groups: [{path: /😀, roles: [😀]}]");
        assertErrors("groups: [{path: /%s}]".formatted("g".repeat(256)), "/groups/0/path");
    }

    private static ApiDefinition apiWithScopes(int count) {
        return new ApiDefinition(
                "a",
                null,
                null,
                null,
                null,
                null,
                IntStream.range(0, count)
                        .mapToObj(i -> ScopeDefinition.of("s" + i, null))
                        .toList());
    }

    private static void assertLength(String name, String description, String... fields) {
        assertErrors(
                "apis: [{clientId: a, scopes: [{name: %s, description: %s}]}]".formatted(name, description), fields);
    }

    private static String value(String field) {
        return field.endsWith("/0") ? "'" + field.replace("/0", "") + "': ['a%sb']" : "'" + field + "': 'a%sb'";
    }

    private static void assertJsonError(String json, String escape, String field) {
        assertThat(errors(json, escape)).as(json).contains(field).containsOnly(field);
    }

    private static List<String> errors(String json, String escape) {
        String text = json.replace('\'', '"').formatted(escape);
        return catchThrowableOfType(
                        InvalidDefinitionException.class,
                        () -> DefinitionCheck.check(
                                DefinitionReader.value(DefinitionReader.tree(text, false), Bundle.class)))
                .errors()
                .stream()
                .map(FieldError::field)
                .toList();
    }
}
