package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.OpenApiTexts.HEAD;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.SCHEME;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.names;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.read;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.scopes;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.whys;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.check.TestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imports of OpenAPI documents as people write them: scopes are imported wherever they are required, and everything
 * else becomes a remark.
 */
class OpenApiKindsTest {

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
}
