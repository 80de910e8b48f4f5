package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of other products become bundles, and what a bundle cannot say is listed. */
class ImportsTest {

    /** Ids, times, pages, and what another part of the document says too. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "id",
            "_id",
            "start",
            "limit",
            "total",
            "is_system",
            "enforce_policies",
            "resource_server_name",
            "applicationType",
            "persistGroups");

    @ParameterizedTest
    @ValueSource(strings = {Fixture.AUTH0, Fixture.AUTHORIZATION_EXTENSION, Fixture.OPENAPI})
    void becomesThisBundleAndTheseRemarks(String name) {
        assertThat(Fixture.tree(read(name))).isEqualTo(Fixture.document(Fixture.expected(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixture.AUTH0, Fixture.AUTHORIZATION_EXTENSION})
    void nothingIsDroppedInSilence(String name) {
        Imported imported = read(name);
        Map<String, JsonNode> leaves = new HashMap<>();
        collectLeaves("", Fixture.document(name), leaves);
        String bundle = Fixture.tree(imported.bundle()).toString();
        Map<String, String> references = references(Fixture.document(name));

        assertThat(leaves).hasSizeGreaterThan(40).allSatisfy((pointer, leaf) -> {
            String text = references.getOrDefault(leaf.asText(), leaf.asText());
            boolean isSaid = WITHOUT_MEANING.contains(pointer.substring(pointer.lastIndexOf('/') + 1))
                    || bundle.contains(text)
                    // A reference to a permission that has another name now.
                    || bundle.contains(text.replace(' ', '-'))
                    || imported.notCarriedOver().stream()
                            .anyMatch(remark -> (pointer + "/").startsWith(remark.field() + "/"));
            assertThat(isSaid).as(pointer + ": " + leaf).isTrue();
        });
    }

    @Test
    void anExportOfTheExtensionIsKnownByItsContent() {
        assertThat(Auth0Import.read(Fixture.document(Fixture.AUTHORIZATION_EXTENSION)))
                .isEqualTo(read(Fixture.AUTHORIZATION_EXTENSION));
    }

    @Test
    void auth0AnswersPlainArraysToo() {
        Imported imported = Auth0Import.read(Fixture.json(
                "[{'identifier': 'https://a.example', 'enforce_policies': true, 'scopes': [{'value': 'read:a'}]}]"));

        assertThat(imported.bundle().apis()).singleElement().satisfies(api -> {
            assertThat(api.clientId()).isEqualTo("a-example");
            assertThat(api.scopes()).extracting("name").containsExactly("read:a");
        });
        assertThat(imported.notCarriedOver()).isEmpty();
    }

    @Test
    void aRequestMayNameTheApiOfAnOpenApiDocument() {
        assertThat(OpenApiImport.read(Fixture.document(Fixture.OPENAPI), "crm", "https://crm.example")
                        .bundle()
                        .apis())
                .singleElement()
                .satisfies(api -> {
                    assertThat(api.clientId()).isEqualTo("crm");
                    assertThat(api.identifier()).isEqualTo("https://crm.example");
                    assertThat(api.name()).isEqualTo("Contacts API");
                });
    }

    @Test
    void whereTwoApisShareAScopeTheRemarkSaysWhoGetsIt() {
        assertThat(Auth0Import.read(Fixture.json("[{'identifier': 'https://a.example', 'scopes': [{'value': 's'}]},"
                                + " {'identifier': 'https://b.example', 'scopes': [{'value': 's'}]}]"))
                        .notCarriedOver())
                .extracting(Remark::why)
                .anySatisfy(why -> assertThat(why).contains("needs the permission of each", "match: any"));
    }

    @Test
    void anApiThatIsCalledLikeAClientOfKeycloakGetsAnotherId() {
        Imported imported = Auth0Import.read(
                Fixture.json("[{'identifier': 'account', 'enforce_policies': true, 'scopes': [{'value': 's'}]}]"));

        assertThat(imported.bundle().apis()).extracting("clientId").containsExactly("account-2");
        assertThat(imported.notCarriedOver()).extracting(Remark::why).anySatisfy(why -> assertThat(why)
                .contains("its client ID, \"account-2\""));
    }

    private static Imported read(String name) {
        return switch (name) {
            case Fixture.AUTH0 -> Auth0Import.read(Fixture.document(name));
            case Fixture.AUTHORIZATION_EXTENSION -> AuthorizationExtensionImport.read(Fixture.document(name));
            default -> OpenApiImport.read(Fixture.document(name), null, null);
        };
    }

    private static void collectLeaves(String pointer, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isValueNode()) {
            leaves.put(pointer, node);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectLeaves(pointer + "/" + i, node.get(i), leaves);
        }
        node.fields()
                .forEachRemaining(field -> collectLeaves(pointer + "/" + field.getKey(), field.getValue(), leaves));
    }

    /** @return names of objects by the ids that others name them by */
    private static Map<String, String> references(JsonNode document) {
        Map<String, String> names = new HashMap<>();
        document.findParents("_id")
                .forEach(object -> names.put(
                        object.path("_id").asText(), object.path("name").asText()));
        return names;
    }
}
