package io.github.permissionscopes.definition;

import static io.github.permissionscopes.definition.CostlyBundles.check;
import static io.github.permissionscopes.definition.CostlyBundles.laughs;
import static io.github.permissionscopes.definition.CostlyImports.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.permissionscopes.definition.imports.Auth0Document;
import io.github.permissionscopes.definition.imports.OpenApiImport;
import io.github.permissionscopes.definition.imports.UnusableDocumentException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a document costs is known by its length: no few kilobytes stand for seconds, gigabytes or a deep stack. */
class BoundedWorkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static Stream<Document> documents() {
        return Stream.concat(CostlyBundles.documents(), CostlyImports.documents());
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
}
