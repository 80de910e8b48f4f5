package io.github.permissionscopes.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.realm.SwitchConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    @Test
    void knowsTheRefusalsOfTheSwitch() {
        assertThat(DefinitionCheck.REFUSALS).isEqualTo(SwitchConfig.REFUSAL_VALUES);
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

    private static Bundle bundle(String yaml) {
        return DefinitionReader.value(DefinitionReader.tree(yaml, true), Bundle.class);
    }
}
