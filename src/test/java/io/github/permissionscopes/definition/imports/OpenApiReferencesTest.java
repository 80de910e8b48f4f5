package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.OpenApiTexts.HEAD;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.SCHEME;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.names;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.read;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.scopes;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.whys;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References of an OpenAPI document: what is behind them is read as if it stood there. */
class OpenApiReferencesTest {

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
}
