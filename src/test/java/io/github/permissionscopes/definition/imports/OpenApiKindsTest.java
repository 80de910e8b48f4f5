package io.github.permissionscopes.definition.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.it.support.check.TestCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imports of OpenAPI documents as people write them: scopes are imported wherever they are required, and everything
 * else becomes a remark.
 */
class OpenApiKindsTest {

    private static final String HEAD = "openapi: 3.1.0\ninfo: {title: T}\n";
    private static final String SCHEME =
            "components: {securitySchemes: {o: {type: oauth2, flows: {implicit: {scopes: {a: A}}}}}}\n";

    @Test
    void anAliasOfAListOrAMappingIsRead() {
        assertThat(scopes(TestCase.text("openapi-alias.yaml"))).containsExactly("a:read", "a:write");
    }

    @Test
    void scopesRequiredOfABearerTokenAreTaken() {
        Imported imported = read(TestCase.text("openapi-bearer-scopes.yaml"));

        assertThat(names(imported)).containsExactly("a:read");
        assertThat(whys(imported)).anyMatch(why -> why.contains("OpenAPI 3.1 lets operations name roles"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "apiKey", "mutualTLS", "openIdConnect", "oauth2", "basic"})
    void scopesRequiredOfAnySchemeAreTaken(String type) {
        Imported imported =
                read(HEAD + "paths: {/a: {get: {security: [{s: [a:read]}]}}}\ncomponents: {securitySchemes: {s: {type: "
                        + type + "}}}\n");

        assertThat(names(imported)).containsExactly("a:read");
        assertThat(imported.notCarriedOver()).isNotEmpty();
    }

    @Test
    void scopesOfASchemeInAnotherDocumentAreTaken() {
        Imported imported = read(TestCase.text("openapi-external-scheme.yaml"));

        assertThat(names(imported)).containsExactly("sessions:read", "sessions:create");
        assertThat(whys(imported)).anyMatch(why -> why.contains("their texts are there"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "components: {$ref: other.yaml}",
                "components: {securitySchemes: {$ref: other.yaml}}",
                "x-nothing: 1",
            })
    void scopesOfASchemeThatIsNotHereAreTaken(String components) {
        Imported imported = read(HEAD + "paths: {/a: {get: {security: [{s: [a:read]}]}}}\n" + components + "\n");

        assertThat(names(imported)).containsExactly("a:read");
        assertThat(whys(imported)).anyMatch(why -> why.contains("no such security scheme"));
    }

    @Test
    void referencesAtOperationsAndPathsAreFollowed() {
        Imported imported = read(
                HEAD + SCHEME
                        + """
                paths:
                  /a: {get: {$ref: "#/x-operations/one"}, post: {$ref: "more.yaml#/post"}}
                  /b: {$ref: "#/x-items/b", put: {security: [{o: [put]}]}}
                  /c: {$ref: "#/x-items/b"}
                  /d: {$ref: "./d.yaml"}
                x-operations: {one: {security: [{o: [one]}]}}
                x-items: {b: {delete: {security: [{o: [delete]}]}}}
                webhooks: {w: {$ref: "#/x-items/b"}}
                """);

        assertThat(names(imported)).containsExactlyInAnyOrder("a", "one", "put", "delete");
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .contains("/paths/~1a/post/$ref", "/paths/~1d/$ref", "/webhooks");
    }

    @Test
    void referencesAtFlowsAreFollowed() {
        Imported imported = read(
                HEAD
                        + """
                security: [{o: [used]}, {p: []}, {q: [there]}]
                components:
                  securitySchemes:
                    o:
                      type: oauth2
                      flows:
                        implicit: {scopes: {$ref: "#/x-scopes"}}
                        password: {$ref: "#/x-flow"}
                    p: {type: oauth2, flows: {$ref: "#/x-flows"}}
                    q: {type: oauth2, flows: {implicit: {scopes: {$ref: "scopes.yaml"}}}}
                x-scopes: {a: A}
                x-flow: {scopes: {b: B}}
                x-flows: {implicit: {$ref: "#/x-flow"}, password: {scopes: {c: C}}}
                """);

        assertThat(imported.bundle().apis().get(0).scopes())
                .extracting(scope -> scope.name() + " " + scope.description())
                .containsExactly("a A", "b B", "c C", "used null", "there null");
        assertThat(imported.notCarriedOver())
                .filteredOn(remark -> remark.what().equals("scope there"))
                .extracting(Remark::why)
                .containsExactly("It was added, without a description: its text is in another document.");
    }

    @Test
    void methodsOfAnyCaseAndThatOfAwsAreOperations() {
        assertThat(
                        scopes(
                                HEAD + SCHEME
                                        + """
                paths:
                  /a: {GET: {security: [{o: [upper]}]}, Post: {security: [{o: [title]}]}}
                  /b: {x-amazon-apigateway-any-method: {security: [{o: [any]}]}}
                """))
                .containsExactly("a", "upper", "title", "any");
    }

    @Test
    void securityThatIsNotAtAnOperationIsRemarked() {
        Imported imported = read(
                HEAD + SCHEME
                        + """
                paths:
                  /a: {security: [{o: [item]}], x-any: {security: [{o: [other]}]}, x-none: {a: b}, copy: {security: [{o: [c]}]}}
                """);

        assertThat(names(imported)).containsExactly("a");
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .contains("/paths/~1a/security", "/paths/~1a/x-any/security", "/paths/~1a/copy/security")
                .doesNotContain("/paths/~1a/x-none");
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-scopes: [a:read]",
                "x-required-role: admin",
                "X-OAuth-Permissions: {all: [a:read]}",
                "x-security: [{o: [a:read]}]",
                "x-cfPermissionsRequired: {enum: [a:read]}",
                "x-authorization-privileges: a:read",
            })
    void anExtensionThatMayNameScopesIsRemarkedOnce(String field) {
        Imported imported = read(
                HEAD + SCHEME + "paths:\n  /a: {get: {" + field + "}, " + field + "}\n  /b: {put: {" + field + "}}\n");

        assertThat(names(imported)).containsExactly("a");
        String name = field.substring(0, field.indexOf(':'));
        assertThat(imported.notCarriedOver())
                .filteredOn(remark -> remark.what().equals(name + " at 3 places"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.field()).isEqualTo("/paths/~1a/get/" + name));
    }

    @Test
    void whereScopesAreInExtensionsOnlyTheErrorHasTheRemark() {
        UnusableDocumentException error = catchThrowableOfType(
                UnusableDocumentException.class, () -> read(HEAD + "paths: {/a: {get: {x-scopes: [a:read]}}}\n"));

        assertThat(error.remarks()).extracting(Remark::what).contains("x-scopes at 1 place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-internal: true", "x-scopes: []", "x-roles: null", "x-router-controller: a"})
    void anotherExtensionIsNot(String field) {
        Imported imported = read(HEAD + SCHEME + "paths: {/a: {get: {" + field + "}}}\n");

        assertThat(imported.notCarriedOver()).extracting(Remark::what).noneMatch(what -> what.startsWith("x-"));
    }

    @Test
    void aPathItemThatNoPathRefersToIsRemarked() {
        Imported imported = read(
                """
                openapi: 3.1.0
                info: {title: T}
                components:
                  pathItems:
                    used: {get: {security: [{o: [used]}]}}
                    unused: {get: {security: [{o: [unused]}]}}
                    empty: {}
                paths: {/a: {$ref: '#/components/pathItems/used'}}
                """);

        assertThat(names(imported)).containsExactly("used");
        assertThat(imported.notCarriedOver())
                .extracting(Remark::field)
                .contains("/components/pathItems/unused")
                .doesNotContain("/components/pathItems/used", "/components/pathItems/empty");
    }

    @Test
    void callbacksAreRemarkedWhateverTheyAre() {
        assertThat(read(HEAD + SCHEME
                                + "paths: {/a: {get: {callbacks: {$ref: './c.yaml'}}}, /b: {get: {callbacks: [1]}}}\n")
                        .notCarriedOver())
                .extracting(Remark::field)
                .contains("/paths/~1a/get/callbacks", "/paths/~1b/get/callbacks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security: {}",
                "security: [{}]",
                "security: [null]",
                "security: [o]",
                "security: {o: [a]}",
                "security: [{o: a}]",
                "security: [{o: null}]",
                "security: [{o: [\"\", null, {x: 1}]}]",
                "paths: null",
                "paths: {/a: null, /b: {get: null}, c: {}, x-d: 1, /e: 7, /f: {get: [1]}}",
                "servers: {}",
                "servers: [{}]",
                "servers: [{url: \"https://x.example:{port}\", variables: {port: {default: 443}, v: null}}]",
                "tags: null",
                "200: a",
                "null: a",
                "2024-01-01: a",
                "yes: no",
            })
    void whatIsOddAboutADocumentDoesNotStopIt(String fields) {
        assertThat(scopes(HEAD + SCHEME + fields + "\n")).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[a, b]", "{}", "text", "7"})
    void flowsMayHaveAnythingForScopes(String scopes) {
        Imported imported = read(
                HEAD + "security: [{o: [used]}]\ncomponents: {securitySchemes: {x: null, y: 7, z: [], o: {type: oauth2,"
                        + " flows: {implicit: {scopes: " + scopes + "}, password: null}}}}\n");

        assertThat(names(imported)).containsExactly("used");
        assertThat(imported.notCarriedOver()).isNotEmpty();
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

    @Test
    void mergeKeysAndAnchorsAreRead() {
        assertThat(scopes(HEAD
                        + """
                x-common: &common
                  security: [{o: [common]}]
                x-more: &more {summary: s, security: [{o: [more]}]}
                paths:
                  /a: {get: {<<: *common}}
                  /b: {get: {<<: [*more, *common], operationId: b}}
                  /c: {get: {<<: *common, security: [{o: [own]}]}}
                """
                        + SCHEME))
                .containsExactly("a", "common", "more", "own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "---\n", "%YAML 1.2\n---\n", "# comment\n\n"})
    void aDocumentMayBeginSo(String beginning) {
        assertThat(scopes(beginning + HEAD + SCHEME)).containsExactly("a");
        assertThat(scopes((beginning + HEAD + SCHEME).replace("\n", "\r\n"))).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{flow: implicit, scopes: {a: A, b: B}}",
                "{type: oauth2, flow: implicit, scopes: {a: A, b: B}}",
                "{type: oauth, scopes: {a: A, b: B}}",
                "{type: OAuth2, flows: {implicit: {scopes: {a: A, b: B}}}}",
                "{flows: {implicit: {scopes: {a: A}}}, scopes: {b: B}}",
                "{$ref: ./o.yaml, type: oauth2, flows: {implicit: {scopes: {a: A, b: B}}}}",
                "{type: oauth2, flows: {$ref: ./o.yaml, implicit: {scopes: {a: A, b: B}}}}",
                "{type: oauth2, flows: {implicit: {$ref: ./o.yaml, scopes: {a: A, b: B}}}}",
                "{type: oauth2, flows: {implicit: {scopes: {$ref: ./o.yaml, a: A, b: B}}}}",
                "{$ref: '#/x-o', flows: {implicit: {scopes: {a: A}}}}",
                "{$ref: '#/x-p', description: d}",
                "{type: oauth2, flows: {implicit: {scopes: {a: '', b: null}}, password: {scopes: {a: A, b: ' '}},"
                        + " clientCredentials: {scopes: {a: [x], b: B}}}}",
            })
    void aScopeIsReadWhereverItIsDeclared(String scheme) {
        Imported imported = read(HEAD + "components: {securitySchemes: {o: " + scheme + "}}\n"
                + "x-o: {type: oauth2, flows: {implicit: {scopes: {b: B}}}}\n"
                + "x-p: {$ref: '#/x-o', flows: {implicit: {scopes: {a: A}}}}\nsecurity: [{o: [a, b]}]\n");

        assertThat(imported.bundle().apis().get(0).scopes())
                .extracting(scope -> scope.name() + " " + scope.description())
                .containsExactlyInAnyOrder("a A", "b B");
        assertThat(whys(imported))
                .noneMatch(why -> why.contains("no OAuth scopes"))
                .noneMatch(why -> why.contains("no such security scheme"))
                .noneMatch(why -> why.contains("describes the scope differently"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "components: {$ref: ./c.yaml, securitySchemes: {o: SCHEME}}",
                "components: {securitySchemes: {$ref: ./c.yaml, o: SCHEME}}",
            })
    void aSchemeBesideAReferenceIsRead(String components) {
        Imported imported = read(HEAD + "security: [{o: [b]}]\n"
                + components.replace("SCHEME", "{type: oauth2, flows: {implicit: {scopes: {a: A}}}}") + "\n");

        assertThat(names(imported)).containsExactly("a", "b");
        assertThat(whys(imported)).noneMatch(why -> why.contains("no such security scheme"));
    }

    @Test
    void whatASchemeOfAnyTypeHasBesideIsRemarked() {
        assertThat(read(HEAD
                                + "components: {securitySchemes: {a: {type: http, scheme: bearer, bearerFormat: JWT, permits: [x]},"
                                + " b: {type: apiKey, in: header, name: k, x-y: 1}, o: {type: oauth2, flows: {implicit: {scopes:"
                                + " {a: A}}}}}}\n")
                        .notCarriedOver())
                .extracting(Remark::field)
                .contains("/components/securitySchemes/a/permits", "/components/securitySchemes/b/x-y")
                .doesNotContain("/components/securitySchemes/a/scheme", "/components/securitySchemes/b/name");
    }

    @Test
    void operationsOnAWayOfReferencesAreRead() {
        assertThat(
                        scopes(
                                HEAD + SCHEME
                                        + """
                paths:
                  /a: {$ref: "#/x-1", get: {security: [{o: [zero]}]}}
                x-1: {$ref: "#/x-2", put: {security: [{o: [one]}]}}
                x-2: {post: {security: [{o: [two]}]}}
                """))
                .containsExactly("a", "zero", "one", "two");
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

    @Test
    void remarksSurviveInAnError() {
        UnusableDocumentException problem = catchThrowableOfType(
                UnusableDocumentException.class,
                () -> read(HEAD
                        + "components: {securitySchemes: {o: {$ref: other.yaml}, b: {type: http, scheme: basic}}}\n"));

        assertThat(problem.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("no OAuth scope"));
        assertThat(problem.remarks())
                .extracting(Remark::field)
                .containsExactly("/components/securitySchemes/o/$ref", "/components/securitySchemes/b");
    }

    private static Imported read(String text) {
        return OpenApiImport.read(DefinitionReader.tree(text, true), null, null);
    }

    private static List<String> scopes(String text) {
        return names(read(text));
    }

    private static List<String> names(Imported imported) {
        return imported.bundle().apis().get(0).scopes().stream()
                .map(scope -> scope.name())
                .toList();
    }

    private static List<String> whys(Imported imported) {
        return imported.notCarriedOver().stream().map(Remark::why).toList();
    }
}
