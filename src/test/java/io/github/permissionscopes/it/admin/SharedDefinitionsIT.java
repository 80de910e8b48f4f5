package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** What two APIs say of the one scope that they have: the same, and each has a role of its own. */
@KeycloakIntegrationTest(config = ProductServer.class)
class SharedDefinitionsIT {

    /** Only for where the server is. */
    @InjectRealm
    ManagedRealm realm;

    @InjectNewRealms
    NewRealms realms;

    private RoundTrip one;

    @BeforeEach
    void aRealm() {
        one = RoundTrip.in(realms);
    }

    /** It would have no scope, and the applications of the other API would lose theirs. */
    @Test
    void whoListsAScopeOfAnotherApiNamesARoleOfItsOwn() {
        one.apply("apis: [{clientId: a-api, clients: [app], scopes: [{name: 's:1'}]}]");
        String before = one.export().toString();
        String sharing =
                """
                apis:
                  - clientId: b-api
                    clients: [other-app]
                    realmOptional: true
                    scopes: [{name: 's:1', roles: [{client: a-api, role: 's:1'}]}]
                """;

        one.assertRefused(sharing, 409, "/apis/0/scopes/0/roles");
        one.assertRefused(sharing + "  - {clientId: a-api, scopes: []}", 409, "/apis/0/scopes/0/roles");

        assertThat(one.export()).hasToString(before);
    }

    /** Compared as it is in the end, with all that a definition says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a-api, realmOptional: true, scopes: [{name: 's:1'}] | b-api, realmOptional: false, scopes: [{name:"
                        + " 's:1'}] | /apis/1/realmOptional",
                "b-api, realmOptional: true, scopes: [{name: 's:1'}] | a-api, realmOptional: false, scopes: [{name:"
                        + " 's:1'}] | /apis/0/realmOptional",
                "a-api, realmOptional: true, scopes: [{name: 's:1'}] | b-api, scopes: [{name: 's:1', realmOptional:"
                        + " false}] | /apis/1/scopes/0/realmOptional",
                "b-api, scopes: [{name: 's:1', description: Old}] | a-api, scopes: [{name: 's:1', description: New}] |"
                        + " /apis/0/scopes/0/description",
                "b-api, scopes: [{name: 's:1', includeInTokenScope: false}] | a-api |"
                        + " /apis/0/scopes/0/includeInTokenScope",
                "a-api | b-api, scopes: [{name: 's:1', displayOnConsentScreen: false}] |"
                        + " /apis/1/scopes/0/displayOnConsentScreen",
                "b-api, scopes: [{name: 's:1', roles: ['s:1', {role: staff}]}] | a-api | /apis/0/scopes/0/roles/1",
            })
    void whatTwoApisSayOfOneScopeIsTheSame(String first, String second, String field) {
        one.apply(
                """
                apis:
                  - {clientId: a-api, scopes: [{name: 's:1', description: Old}]}
                  - {clientId: b-api, scopes: [{name: 's:1'}]}
                """);
        one.apply("roles: [{name: staff}]");

        one.assertRefused("apis: [{clientId: " + first + "}, {clientId: " + second + "}]", 409, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: New",
                "realmOptional: true",
                "includeInTokenScope: false, displayOnConsentScreen: false",
                "match: all, autoGrant: true, minimumAcr: '2'",
                "roles: ['s:1', {client: account, role: view-profile}]"
            })
    void bothMaySayTheSameOfIt(String said) {
        one.apply("apis: [{clientId: a-api, scopes: [{name: 's:1'}]}, {clientId: b-api, scopes: [{name: 's:1'}]}]");
        String bundle =
                "apis: [{clientId: b-api, scopes: [{name: 's:1', %1$s}]}, {clientId: a-api, scopes: [{name: 's:1', %1$s}]}]"
                        .formatted(said);

        assertThat(changes(one.apply(bundle))).isNotEmpty();

        one.assertUnchangedBy(bundle);
        one.assertClosed();
    }
}
