package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.imports.Auth0Document;
import io.github.permissionscopes.definition.imports.Auth0Import;
import io.github.permissionscopes.definition.imports.AuthorizationExtensionImport;
import io.github.permissionscopes.definition.imports.OpenApiImport;
import io.github.permissionscopes.definition.imports.UnusableDocumentException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a document costs is known by its length: no few kilobytes stand for seconds, gigabytes or a deep stack. */
class BoundedWorkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A document, and how it is read. */
    private record Document(String name, boolean yaml, String text, Consumer<JsonNode> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Document> documents() {
        String parts = "a.".repeat(20_000);
        String spaces = " ".repeat(100_000);
        String digits = "7".repeat(1_000_000);
        return Stream.of(
                json("a key twice that looks like a class", bundle("\"`" + parts + "\":1,\"`" + parts + "\":1")),
                json("an unknown key that looks like a class", bundle("\"`" + parts + "b\":1")),
                json("a value that looks like a class", bundle("\"apis\":\"`" + parts + "\"")),
                json("a token that looks like a class", bundle("\"apis\":`" + parts)),
                json("many quotes", bundle("\"apis\":\"" + "`a.".repeat(30_000) + "\"")),
                json("a long number", bundle("\"apis\":" + digits)),
                json("a large exponent", bundle("\"apis\":1e" + "9".repeat(900))),
                json("a long name", bundle("\"" + "x".repeat(100_000) + "\":1")),
                json("many values", "[" + "[],".repeat(1_100_000) + "1]"),
                json("many empty objects", "{\"apis\":[" + "{},".repeat(999_000) + "{}]}"),
                json("a deep list", "[".repeat(500_000)),
                json("a deep object", "{\"a\":".repeat(100_000)),
                json("many errors", "{\"apis\":[" + "{\"clientId\":\"\",\"clients\":[\"\"]},".repeat(100_000) + "{}]}"),
                json(
                        "many errors under a long name",
                        "{\"roles\":[{\"name\":\"a\",\"permissions\":{\"" + "x".repeat(1_900) + "\":["
                                + "\"\",".repeat(300_000) + "\"\"]}}]}"),
                json("a long path", "{\"groups\":[{\"path\":\"" + "/a".repeat(1_000_000) + "\"}]}"),
                yaml("a long number", "apis: !!int " + digits),
                yaml("a number to the base of sixty", "apis: !!int " + "1:".repeat(100_000) + "1"),
                yaml("a float", "apis: !!float 1e" + digits),
                yaml("bytes", "apis: !!binary " + "a".repeat(1_000_000)),
                yaml("a deep list", "[".repeat(500_000)),
                yaml("a deep list of another kind", "- ".repeat(500_000)),
                yaml("deep keys", "? ".repeat(500_000)),
                yaml("many values", "[" + "[],\n".repeat(1_100_000) + "1]"),
                yaml("a long word", "x".repeat(15_000_000)),
                yaml("a long comment", "# " + "x ".repeat(7_000_000)),
                yaml("a long anchor", "&" + "x".repeat(15_000_000) + " a"),
                yaml(
                        "a long value many times",
                        "a: &a " + "x".repeat(90_000) + "\nb: [" + "*a,\n".repeat(100_000) + "1]"),
                yaml("lists of lists", "a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]"),
                yaml("a list in itself", "&a [*a]"),
                yaml(
                        "a billion laughs",
                        laughs("[" + "x,".repeat(9) + "x]", "[%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s]")),
                yaml("a billion mappings", laughs("{k: v}", "{a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s, f: %1$s}")),
                yaml(
                        "mappings that take fields of many",
                        laughs("{k: v}", "{<<: [%1$s,%1$s,%1$s,%1$s], a: %1$s, b: %1$s}")),
                yaml("aliases in a row", laughs("[x]", "[%1$s]")),
                yaml(
                        "a large list many times",
                        "a: &a [" + "x,".repeat(9_000) + "x]\nb: [" + "*a,\n".repeat(100) + "x]"),
                yaml("a key twice", "a: 1\n" + "x".repeat(1_000_000) + ": 1\n"),
                yaml("many tags", "[" + "!<" + "x".repeat(1_000) + "> a,".repeat(10_000) + "a]"),
                auth0("spaces", "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + spaces + "b\"}]}"),
                auth0("spaces and one line break", api(spaces + "\\n" + spaces)),
                auth0("placeholders", "{\"resource_servers\":[{\"identifier\":" + "##a## #' ".repeat(50_000)),
                auth0("places of placeholders", "- ? &a ".repeat(50_000) + " #\n\"@@a@@".repeat(50_000)),
                auth0("line breaks", api("\\n ".repeat(50_000))),
                auth0(
                        "many APIs of one name",
                        "{\"resource_servers\":["
                                + all(80_000, i -> "{\"identifier\":\"https://a/" + i + "\",\"name\":\"a\"}") + "]}"),
                auth0(
                        "many remarks",
                        "{\"resource_servers\":[{\"identifier\":\"a\"," + all(200_000, i -> "\"f" + i + "\":1")
                                + "}]}"),
                extension(
                        "a group whose other name is taken",
                        "{\"groups\":[{\"_id\":\"1\",\"name\":\"x (3)\"},{\"_id\":\"2\",\"name\":\"x\"},"
                                + "{\"_id\":\"3\",\"name\":\"x\"}]}"),
                extension(
                        "a group in many others",
                        "{\"groups\":[{\"_id\":\"x\",\"name\":\"x\"},"
                                + all(100_000, i -> "{\"_id\":\"" + i + "\",\"name\":\"" + i + "\",\"nested\":[\"x\"]}")
                                + "]}"),
                extension(
                        "long names in a long row of groups, top first",
                        "{\"groups\":["
                                + all(
                                        3_000,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + "n".repeat(250)
                                                + "\",\"nested\":[\"" + (i + 1) + "\"]}")
                                + "]}"),
                extension(
                        "many groups in one that is deep",
                        "{\"groups\":["
                                + all(
                                        49,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + "n".repeat(250)
                                                + "\",\"nested\":["
                                                + (i < 48 ? "\"" + (i + 1) + "\"" : all(60_000, j -> "\"x" + j + "\""))
                                                + "]}")
                                + "," + all(60_000, j -> "{\"_id\":\"x" + j + "\",\"name\":\"x" + j + "\"}") + "]}"),
                auth0(
                        "many grants of many scopes",
                        "{\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":["
                                + all(1_000, i -> "{\"value\":\"s" + i + "\"}") + "]}],\"client_grants\":["
                                + all(
                                        4_000,
                                        i -> "{\"client_id\":\"c" + i
                                                + "\",\"audience\":\"a\",\"allow_all_scopes\":true}")
                                + "]}"),
                auth0(
                        "placeholders under long names",
                        "{\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":"
                                + deep("[" + all(9_000, i -> "\"##A##\"") + "]") + "}]}"),
                new Document(
                        "Auth0: headlines",
                        true,
                        "resourceServers:\n" + "  ##A##\n  ## b ##\n".repeat(90_000) + "  - identifier: a\n",
                        Auth0Import::read),
                new Document(
                        "Auth0: headlines on one line",
                        true,
                        "a: \"b\" " + "##A## ".repeat(16_000) + "\nresourceServers: []\n",
                        Auth0Import::read),
                new Document(
                        "Auth0: too many headlines",
                        true,
                        "resourceServers:\n" + "  ##A##\n".repeat(2_000_000) + "  - identifier: a\n",
                        Auth0Import::read),
                extension(
                        "groups in all groups above them",
                        "{\"groups\":["
                                + all(
                                        1_200,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"" + i + "\",\"nested\":["
                                                + (i < 1_160 ? all(40, j -> "\"" + ((i / 40 + 1) * 40 + j) + "\"") : "")
                                                + "]}")
                                + "]}"),
                extension(
                        "a role with many permissions",
                        "{\"permissions\":["
                                + all(
                                        60_000,
                                        i -> "{\"_id\":\"" + i + "\",\"name\":\"p" + i + "\",\"applicationId\":\"a\"}")
                                + "],\"roles\":[{\"_id\":\"r\",\"name\":\"r\",\"applicationId\":\"a\",\"permissions\":["
                                + all(60_000, i -> "\"" + i + "\"") + "]}]}"),
                openApi(
                        "variables of variables",
                        "\"servers\":[{\"url\":\"{a0}\",\"variables\":{"
                                + all(40, i -> "\"a" + i + "\":{\"default\":\"{a" + (i + 1) + "}{a" + (i + 1) + "}\"}")
                                + "}}]"),
                openApi(
                        "a long variable many times",
                        "\"servers\":[{\"url\":\"" + "{a}".repeat(30_000) + "\",\"variables\":{\"a\":{\"default\":\""
                                + "x".repeat(100_000) + "\"}}}]"),
                openApi(
                        "a long way of references",
                        "\"paths\":{" + all(30_000, i -> "\"/" + i + "\":{\"$ref\":\"#/paths/~1" + (i + 1) + "\"}")
                                + "}"),
                openApi(
                        "references on a long way of long names",
                        "\"x\":" + deep("{}") + ",\"y\":{"
                                + all(19, i -> "\"" + i + "\":{\"$ref\":\"#/y/" + (i + 1) + "\"}")
                                + ",\"19\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90) + "\"}},\"paths\":{"
                                + all(100_000, i -> "\"/" + i + "\":{\"$ref\":\"#/y/1\"}") + "}"),
                openApi(
                        "remarks under long names",
                        "\"paths\":{\"/\":{\"get\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90)
                                + "\"}}},\"x\":" + deep("{\"security\":[" + all(9_000, i -> "7") + "]}")),
                openApi(
                        "operations under long names",
                        "\"paths\":{\"/\":{\"$ref\":\"#/x" + ("/" + "n".repeat(1_900)).repeat(90) + "\"}},\"x\":"
                                + deep("{\"additionalOperations\":{" + all(9_000, i -> "\"" + i + "\":{\"summary\":1}")
                                        + "}}")),
                openApi(
                        "many references to many operations",
                        "\"paths\":{\"/\":{\"additionalOperations\":{" + all(20_000, i -> "\"" + i + "\":{}") + "}},"
                                + all(20_000, i -> "\"/" + i + "\":{\"$ref\":\"#/paths/~1\"}") + "}"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isReadOrRefusedSoon(Document document) {
        assertTimeoutPreemptively(LIMIT, () -> {
            try {
                document.read().accept(Auth0Document.tree(document.text(), document.yaml()));
            } catch (InvalidDefinitionException e) {
                assertThat(e.errors()).hasSizeBetween(1, 100).allSatisfy(error -> {
                    assertThat(error.message()).hasSizeLessThan(1_100);
                    assertThat(error.field()).hasSizeLessThan(200_000);
                });
            }
        });
    }

    /** What an answer would have to say of these is longer than what a server has room for. */
    @Test
    void namesOnTheWayToARemarkAreCounted() {
        String text = documents()
                .filter(document -> document.name().equals("OpenAPI: remarks under long names"))
                .findFirst()
                .orElseThrow()
                .text();

        assertThatExceptionOfType(UnusableDocumentException.class)
                .isThrownBy(() -> OpenApiImport.read(DefinitionReader.tree(text, false), null, null))
                .withMessageContaining("There is too much in this document")
                .satisfies(e -> assertThat(e.remarks()).hasSizeLessThan(100));
    }

    @Test
    void anAliasOfAValueIsTheValue() {
        assertThat(DefinitionReader.tree("a: &x yes\nb: [*x, *x]", true))
                .isEqualTo(DefinitionReader.tree("{\"a\":\"yes\",\"b\":[\"yes\",\"yes\"]}", false));
    }

    @Test
    void anAliasOfAListOrAMappingIsAsIfItWereWrittenOut() {
        assertThat(DefinitionReader.tree("a: &x [1, {k: &y {l: 2}}]\nb: [*x, *y]\nc: {<<: *y, m: 3}", true))
                .isEqualTo(DefinitionReader.tree(
                        "{a: [1, {k: {l: 2}}], b: [[1, {k: {l: 2}}], {l: 2}], c: {m: 3, l: 2}}", true));
        assertThat(DefinitionReader.tree("a: &a [" + "x,".repeat(900) + "x]\nb: [" + "*a,\n".repeat(1_000) + "x]", true)
                        .path("b"))
                .hasSize(1_001);
        for (String laughs :
                new String[] {laughs("[x,x]", "[%1$s,%1$s]"), laughs("{k: v}", "{<<: [%1$s,%1$s], a: %1$s, b: %1$s}")
                }) {
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(() -> DefinitionReader.tree(laughs, true))
                    .withMessageContaining("more than 1000000 values");
        }
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> DefinitionReader.tree(laughs("[x]", "[%1$s]"), true))
                .withMessageContaining("more than 100 levels deep");
    }

    @Test
    void aTagThatChangesTheKindOfAValueIsRefused() {
        assertThat(DefinitionReader.tree("{a: !!str 7, b: !!int 7, d: !!seq [], e: !!map {}}", true)
                        .toString())
                .isEqualTo("{\"a\":\"7\",\"b\":7,\"d\":[],\"e\":{}}");
        for (String tagged : new String[] {"!!int x", "!!float 1.5", "!!timestamp 2024-01-01", "!!set {a}", "!x y"}) {
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .as(tagged)
                    .isThrownBy(() -> DefinitionReader.tree("a: " + tagged, true));
        }
    }

    @Test
    void pointersAreWrittenAsRfc6901Says() {
        assertThat(Pointer.ROOT.at("a/b~c").at(7).at("")).hasToString("/a~1b~0c/7/");
        assertThat(Pointer.ROOT).hasToString("");
    }

    @Test
    void aBundleHasLimits() {
        Map<String, String> tooLarge = Map.of(
                "/apis", "{\"apis\":[" + all(1_001, i -> "{\"clientId\":\"a" + i + "\"}") + "]}",
                "/roles", "{\"roles\":[" + all(10_001, i -> "{\"name\":\"a" + i + "\"}") + "]}",
                "/groups", "{\"groups\":[" + all(5_001, i -> "{\"path\":\"/a" + i + "\"}") + "]}",
                "/groups/0/path", "{\"groups\":[{\"path\":\"" + "/a".repeat(51) + "\"}]}");
        tooLarge.forEach((field, text) -> assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> check(DefinitionReader.tree(text, false)))
                .satisfies(e ->
                        assertThat(e.errors()).extracting(FieldError::field).containsExactly(field)));
    }

    private static void check(JsonNode tree) {
        DefinitionCheck.check(DefinitionReader.value(tree, Bundle.class));
    }

    /** @return each level has the one before it so many times */
    private static String laughs(String first, String next) {
        StringBuilder yaml = new StringBuilder("a0: &a0 " + first + "\n");
        for (int level = 1; level < 120; level++) {
            yaml.append("a%d: &a%d ".formatted(level, level))
                    .append(next.formatted("*a" + (level - 1) + " "))
                    .append('\n');
        }
        return yaml.toString();
    }

    private static Document json(String name, String text) {
        return new Document("JSON: " + name, false, text, BoundedWorkTest::check);
    }

    private static Document yaml(String name, String text) {
        return new Document("YAML: " + name, true, text, BoundedWorkTest::check);
    }

    private static Document auth0(String name, String text) {
        return new Document("Auth0: " + name, false, text, Auth0Import::read);
    }

    private static Document extension(String name, String text) {
        return new Document("extension: " + name, false, text, AuthorizationExtensionImport::read);
    }

    private static Document openApi(String name, String fields) {
        String scheme = "\"components\":{\"securitySchemes\":{\"o\":{\"type\":\"oauth2\",\"flows\":{\"implicit\":"
                + "{\"scopes\":{\"read\":\"Read\"}}}}}}";
        return new Document(
                "OpenAPI: " + name,
                false,
                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\"}," + scheme + "," + fields + "}",
                tree -> OpenApiImport.read(tree, null, null));
    }

    /** @return it, under 90 long names */
    private static String deep(String json) {
        return ("{\"" + "n".repeat(1_900) + "\":").repeat(90) + json + "}".repeat(90);
    }

    private static String bundle(String fields) {
        return "{" + fields + "}";
    }

    private static String api(String name) {
        return "{\"resource_servers\":[{\"identifier\":\"a\",\"name\":\"a" + name + "b\"}]}";
    }

    private static String all(int count, java.util.function.IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }
}
