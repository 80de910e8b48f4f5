package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.config.SwitchConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionCheckTest {

    @Test
    void takesWhatIsRight() {
        assertThatCode(
                        () -> DefinitionCheck.check(
                                bundle(
                                        """
                        realm: acme
                        apis:
                          - clientId: crm-api
                            name: Kundenbeziehungen – alle
                            identifier: urn:example:crm
                            refusal: reject
                            realmOptional: true
                            clients: [app]
                            scopes:
                              - {name: "read:customers", description: "See them", match: all, roles: [a, {role: staff}]}
                              - {name: "https://crm.example/write", renamedFrom: write}
                              - {name: "!#$%&'()*+,-./[]^_`{|}~"}
                          - {clientId: other-api}
                        roles:
                          - {name: sales, description: Sells, permissions: {crm-api: [a]}, renamedFrom: seller}
                        groups:
                          - {path: /sales/emea, roles: [sales]}
                        """)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryFieldAtFault() {
        assertErrors(
                """
                apis:
                  - clientId: ""
                    name: "a\\tb"
                    identifier: crm
                    refusal: loosen
                    clients: [app, app, ""]
                    scopes:
                      - {name: "a b"}
                      - {name: 'a"b'}
                      - {name: 'a\\b'}
                      - {name: "ä"}
                      - {name: openid}
                      - {description: x}
                      - {name: read, match: some}
                      - {name: Read, roles: []}
                      - {name: read, roles: [""]}
                      - {name: other, roles: [{client: "", role: x}]}
                      - {name: new, renamedFrom: read}
                roles:
                  - {name: r, permissions: {crm: [x, x]}}
                  - {name: r}
                  - {name: q, renamedFrom: r}
                groups:
                  - {path: sales}
                  - {path: /a//b}
                """,
                "/apis/0/clientId",
                "/apis/0/name",
                "/apis/0/identifier",
                "/apis/0/refusal",
                "/apis/0/clients/1",
                "/apis/0/clients/2",
                "/apis/0/scopes/0/name",
                "/apis/0/scopes/1/name",
                "/apis/0/scopes/2/name",
                "/apis/0/scopes/3/name",
                "/apis/0/scopes/4/name",
                "/apis/0/scopes/5/name",
                "/apis/0/scopes/6/match",
                "/apis/0/scopes/7/name",
                "/apis/0/scopes/7/roles",
                "/apis/0/scopes/8/name",
                "/apis/0/scopes/8/roles/0",
                "/apis/0/scopes/9/roles/0/client",
                "/apis/0/scopes/10/renamedFrom",
                "/roles/0/permissions/crm/1",
                "/roles/1/name",
                "/roles/2/renamedFrom",
                "/groups/0/path",
                "/groups/1/path");
    }

    @Test
    void twoApisHaveDifferentIdentifiers() {
        assertErrors(
                "apis: [{clientId: a, identifier: 'https://x'}, {clientId: b, identifier: 'https://x'}, {clientId: a}]",
                "/apis/1/identifier",
                "/apis/2/clientId");
    }

    @Test
    void anElementThatIsMissingIsSaidSo() {
        assertErrors("apis: [null]", "/apis/0");
        assertErrors("apis: [{clientId: a, scopes: [null, {name: x}]}]", "/apis/0/scopes/0");
        assertErrors("roles: [{name: a, permissions: {crm: null}}]", "/roles/0/permissions/crm");
    }

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

    @Test
    void anEmptyTextOrNullTakesAwayAndIsRight() {
        assertErrors("apis: [{clientId: a, name: '', identifier: '', refusal: ''}, {clientId: b, identifier: ''}]");
        assertErrors("apis: [{clientId: a, scopes: [{name: x, description: '', match: '', minimumAcr: ''}]}]");

        ApiDefinition api = bundle("apis: [{clientId: a, name: null, identifier: , scopes: [{name: x, match: ~}]}]")
                .apis()
                .get(0);
        assertThat(api.name()).isEmpty();
        assertThat(api.identifier()).isEmpty();
        assertThat(api.refusal()).as("left out").isNull();
        assertThat(api.scopes().get(0).match()).isEmpty();
        assertThat(api.scopes().get(0).description()).isNull();
    }

    @Test
    void whatIsDeletedSaysNothingElse() {
        assertErrors("apis: [{clientId: a, delete: true}]");
        assertErrors("apis: [{clientId: a, delete: false, name: A}]");
        assertErrors("apis: [{clientId: a, delete: true, scopes: []}]", "/apis/0/delete");
        assertErrors("apis: [{clientId: a, delete: true, identifier: \"\"}]", "/apis/0/delete");
        assertErrors("apis: [{clientId: a, delete: true, name: null, identifier: null, refusal: null, scopes: null}]");
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class,
                                () -> DefinitionCheck.check(bundle("apis: [{clientId: a, delete: true}]")
                                        .apis()
                                        .get(0)))
                        .errors())
                .as("of one API, as PUT sends it")
                .extracting(FieldError::field)
                .containsExactly("/delete");
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

    @Test
    void aRoleIsThereOnce() {
        assertErrors(
                "apis: [{clientId: a, scopes: [{name: r, roles: [x, {role: x}, x, {client: c, role: x}, {role: x}]}]}]",
                "/apis/0/scopes/0/roles/2",
                "/apis/0/scopes/0/roles/4");
    }

    @Test
    void knowsTheRefusalsOfTheSwitch() {
        assertThat(ApiDefinition.REFUSALS).isEqualTo(SwitchConfig.REFUSAL_VALUES);
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

    private static void assertErrors(String yaml, String... fields) {
        InvalidDefinitionException thrown =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionCheck.check(bundle(yaml)));

        assertThat(thrown == null ? List.<FieldError>of() : thrown.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(fields);
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

    private static Bundle bundle(String yaml) {
        return DefinitionReader.value(DefinitionReader.tree(yaml, true), Bundle.class);
    }
}
