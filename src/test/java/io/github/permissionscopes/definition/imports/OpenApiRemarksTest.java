package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.OpenApiTexts.HEAD;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.SCHEME;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.names;
import static io.github.permissionscopes.definition.imports.OpenApiTexts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OpenAPI document says of scopes and is not taken is said. */
class OpenApiRemarksTest {

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
}
