package io.github.permissionscopes.definition;

import static io.github.permissionscopes.definition.TestDefinitions.assertErrors;
import static io.github.permissionscopes.definition.TestDefinitions.bundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.config.SwitchConfig;
import org.junit.jupiter.api.Test;

/** What a definition has to be. */
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
}
