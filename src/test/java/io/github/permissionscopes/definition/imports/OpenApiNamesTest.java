package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.OpenApiTexts.HEAD;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.SCHEME;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.names;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.definition.DefinitionReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OpenAPI document calls its API and its scopes, and what becomes of it. */
class OpenApiNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Account", "Broker", "Realm Management", "admin-cli", "Account Console"})
    void noApiGetsTheIdOfAClientOfKeycloak(String title) {
        assertThat(read("openapi: 3.1.0\ninfo: {title: " + title + "}\n" + SCHEME)
                        .bundle()
                        .apis()
                        .get(0)
                        .clientId())
                .endsWith("-2");
    }

    @Test
    void namesAreWhatDocumentsHave() {
        Imported imported = read(
                HEAD
                        + """
                components:
                  securitySchemes:
                    o:
                      type: oauth2
                      flows:
                        implicit:
                          scopes:
                            https://www.googleapis.com/auth/books: Books
                            "read write": Two words
                            "": Nothing
                            200: A number
                            on: true
                            much: {en: English}
                            nothing: null
                        password:
                          scopes:
                            https://www.googleapis.com/auth/books: Other books
                """);

        assertThat(names(imported))
                .containsExactly("https://www.googleapis.com/auth/books", "read-write", "200", "on", "much", "nothing");
        assertThat(imported.notCarriedOver())
                .extracting(Remark::what)
                .contains("scope read write", "scope ", "https://www.googleapis.com/auth/books: Other books");
    }

    @ParameterizedTest
    @ValueSource(strings = {"連絡先", "Контакты", "'!'"})
    void aTitleWithoutLatinLettersMakesNoClientId(String title) {
        String text = "openapi: 3.1.0\ninfo: {title: " + title + "}\n" + SCHEME;

        assertThat(catchThrowableOfType(UnusableDocumentException.class, () -> read(text))
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("/info/title");
                    assertThat(error.message()).contains("client ID in the request");
                });
        assertThat(OpenApiImport.read(DefinitionReader.tree(text, true), "contacts", null)
                        .bundle()
                        .apis())
                .extracting("clientId")
                .containsExactly("contacts");
    }

    @Test
    void aScopeThatPagesCannotShowIsRemarked() {
        Imported imported = read(
                HEAD
                        + "components: {securitySchemes: {o: {type: oauth2, flows: {implicit: {scopes: {'${a{b}}': x, '${c}': y}}}}}}\n");

        assertThat(names(imported)).containsExactly("${c}");
        assertThat(imported.notCarriedOver()).extracting(Remark::what).contains("scope ${a{b}}");
    }

    @Test
    void whatTheBundleCannotSayIsOneErrorEach() {
        UnusableDocumentException problem = catchThrowableOfType(
                UnusableDocumentException.class,
                () -> OpenApiImport.read(DefinitionReader.tree(HEAD + SCHEME, true), "a\u0007b", "no uri"));

        assertThat(problem.errors()).hasSize(2).allSatisfy(error -> assertThat(error.message())
                .startsWith("The bundle that this would become cannot be applied: at /apis/0/"));
    }
}
