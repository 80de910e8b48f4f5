package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.permissionscopes.definition.imports.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published JSON Schema says what {@link DefinitionReader} and {@link DefinitionCheck} say. */
class BundleSchemaTest {

    private static final JsonNode SCHEMA = read();
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final JsonSchema BUNDLE = VALIDATORS.getSchema(SCHEMA);

    @Test
    void isAJsonSchema() {
        JsonSchema metaSchema = VALIDATORS.getSchema(
                SchemaLocation.of(VersionFlag.V202012.getId()),
                SchemaValidatorsConfig.builder().build());

        assertThat(metaSchema.validate(SCHEMA)).isEmpty();
        assertThat(metaSchema.validate(Fixture.json("{'type': 'bundle'}"))).isNotEmpty();
    }

    @Test
    void takesWhatEveryImportMakes() {
        assertThat(Fixture.imports()).hasSize(3).allSatisfy(imported -> assertThat(
                        BUNDLE.validate(Fixture.tree(imported.bundle())))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'realm': 'demo', 'apis': [{'clientId': 'a', 'scopes': []}]}",
                "{'apis': [{'clientId': 'a', 'name': '', 'identifier': 'urn:a:b', 'refusal': 'reject', 'realmOptional': true, 'clients': ['c']}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r:a', 'roles': ['x', {'role': 'staff'},"
                        + " {'client': 'b', 'role': 'y'}], 'match': 'all', 'autoGrant': true, 'minimumAcr': '2', 'renamedFrom': 'r'}]}]}",
                "{'roles': [{'name': 'R', 'permissions': {'a': ['x']}, 'renamedFrom': 'Q'}]}",
                "{'groups': [{'path': '/a/b', 'roles': ['R']}]}",
                "{'apis': [{'clientId': 'a', 'delete': true}]}",
                "{'apis': [{'clientId': 'a', 'delete': false, 'scopes': []}]}",
                "{'apis': [{'clientId': 'a', 'name': null, 'identifier': null, 'refusal': null}]}",
                "{'apis': [{'clientId': 'a', 'name': '', 'identifier': '', 'refusal': ''}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'description': null, 'match': null, 'minimumAcr': null,"
                        + " 'realmOptional': true}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'profiles'}, {'name': 'organization:read'}]}]}",
                "{'roles': [{'name': 'R', 'description': null}]}",
            })
    void takesWhatTheCheckTakes(String bundle) {
        check(bundle);
        assertThat(BUNDLE.validate(Fixture.json(bundle))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'api': []}",
                "{'realm': 3}",
                "{'apis': {}}",
                "{'apis': [{}]}",
                "{'apis': [{'clientId': ''}]}",
                "{'apis': [{'clientId': ' '}]}",
                "{'apis': [{'clientId': 'a', 'identifier': 'contacts'}]}",
                "{'apis': [{'clientId': 'a', 'identifier': 'https://a.example/#b'}]}",
                "{'apis': [{'clientId': 'a', 'refusal': 'enforce'}]}",
                "{'apis': [{'clientId': 'a', 'realmOptional': 'yes'}]}",
                "{'apis': [{'clientId': 'a', 'clients': ['c', 'c']}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'read contacts'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'openid'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'roles': []}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'roles': [{'client': 'b'}]}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'match': 'some'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'description': 'a\\nb'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'descriptoin': 'a'}]}]}",
                "{'roles': [{}]}",
                "{'roles': [{'name': 'R', 'permissions': ['x']}]}",
                "{'roles': [{'name': 'R', 'permissions': {'a': ['']}}]}",
                "{'groups': [{'path': 'a'}]}",
                "{'groups': [{'path': '/a/'}]}",
                "{'groups': [{'path': '/a/ /b'}]}",
                "{'groups': [{'path': '/a\\u0000b'}]}",
                "{'apis': [{'clientId': 'a', 'delete': true, 'scopes': []}]}",
                "{'apis': [{'clientId': 'a', 'delete': true, 'name': 'A'}]}",
                "{'apis': [{'clientId': 'a', 'delete': 'yes'}]}",
                "{'apis': [{'clientId': 'a\\u0085b'}]}",
                "{'apis': [{'clientId': 'a', 'name': 'a\\u2028b'}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'Profile'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'renamedFrom': 'web-origins'}]}]}",
                "{'apis': [{'clientId': 'a', 'scopes': [{'name': 'r', 'roles': ['x', 'x']}]}]}",
                "{'roles': [{'name': 'R', 'permissions': {'': ['x']}}]}",
                "{'roles': [{'name': 'R', 'permissions': {'a\\u0000': ['x']}}]}",
            })
    void refusesWhatTheCheckRefuses(String bundle) {
        assertThatThrownBy(() -> check(bundle)).isInstanceOf(InvalidDefinitionException.class);
        assertThat(BUNDLE.validate(Fixture.json(bundle))).isNotEmpty();
    }

    @Test
    void hasEveryFieldAndNoOther() {
        assertThat(fields(SCHEMA)).isEqualTo(components(Bundle.class));
        for (Class<?> type :
                List.of(ApiDefinition.class, ScopeDefinition.class, RoleDefinition.class, GroupDefinition.class)) {
            assertThat(fields(definition(type))).as(type.getSimpleName()).isEqualTo(components(type));
        }
        assertThat(fields(definition(RoleReference.class).at("/oneOf/1"))).containsExactlyInAnyOrder("client", "role");
        assertThat(SCHEMA.path("$defs").size()).isEqualTo(5);
    }

    @Test
    void hasTheSameLimits() {
        JsonNode api = definition(ApiDefinition.class).path("properties");
        JsonNode scope = definition(ScopeDefinition.class).path("properties");

        assertThat(api.at("/scopes/maxItems").asInt()).isEqualTo(DefinitionLimits.MOST_SCOPES);
        assertThat(api.at("/identifier/maxLength").asInt()).isEqualTo(DefinitionLimits.LONGEST_IDENTIFIER);
        assertThat(scope.at("/description/maxLength").asInt()).isEqualTo(DefinitionLimits.LONGEST_DESCRIPTION);
        assertThat(values(api.at("/refusal/enum"))).isEqualTo(ApiDefinition.REFUSALS);
        assertThat(values(scope.at("/match/enum"))).containsExactly(ScopeDefinition.ANY, ScopeDefinition.ALL);
        for (JsonNode name : List.of(
                api.path("clientId"),
                api.path("name"),
                scope.path("name"),
                definition(RoleDefinition.class).at("/properties/name"),
                definition(RoleDefinition.class).at("/properties/description"))) {
            assertThat(name.path("maxLength").asInt()).isEqualTo(DefinitionLimits.LONGEST_NAME);
        }
    }

    private static void check(String bundle) {
        DefinitionCheck.check(DefinitionReader.value(Fixture.json(bundle), Bundle.class));
    }

    private static JsonNode definition(Class<?> type) {
        return SCHEMA.path("$defs").path(type.getSimpleName());
    }

    private static Set<String> fields(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .peek(field -> assertThat(field.getValue().path("description").asText())
                        .as(field.getKey())
                        .isNotEmpty())
                .map(field -> field.getKey())
                .collect(Collectors.toSet());
    }

    /** But for null and the empty text, which take a value away. */
    private static List<String> values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(text -> values.add(text.asText("")));
        assertThat(values).endsWith("", "");
        return values.subList(0, values.size() - 2);
    }

    private static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.toSet());
    }

    private static JsonNode read() {
        try (InputStream stream = BundleSchemaTest.class.getResourceAsStream("/permission-scopes/bundle.schema.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
