package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Round trips of realms in which two APIs have one scope. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RoundTripSharedIT {

    private static final String SHARED =
            "apis: [{clientId: a-api, scopes: [{name: 's:s'}]}, {clientId: b-api, scopes: [{name: 's:s', roles: [b]}]}]";

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

    /** Whichever stands first, and whether the other one repeats it or not. */
    @ParameterizedTest
    @ValueSource(strings = {"", ", renamedFrom: 's:s'"})
    void aSharedScopeIsRenamedByTheOneThatDescribesIt(String repeated) {
        one.apply(SHARED);
        String bundle =
                """
                apis:
                  - {clientId: b-api, scopes: [{name: 't:t'%s}]}
                  - {clientId: a-api, scopes: [{name: 't:t', renamedFrom: 's:s'}]}
                """
                        .formatted(repeated);

        Answer applied = one.apply(bundle);

        assertThat(changes(applied).findValuesAsText("operation"))
                .as(applied.text())
                .containsOnly("rename");
        assertThat(one.admin().scopes().requiredRoles("t:t")).containsExactlyInAnyOrder("t:t", "b");
        one.assertUnchangedBy(bundle);
        one.assertClosed();
    }

    /** Whoever lists the scope says its own role; who describes it does not take that one out. */
    @Test
    void anotherApiThatSharesTheScopeKeepsItsRole() {
        one.apply(SHARED);

        one.apply(
                "apis: [{clientId: a-api, scopes: [{name: 's:s', roles: [x, {client: account, role: view-profile}]}]}]");
        assertThat(one.admin().scopes().requiredRoles("s:s")).containsExactlyInAnyOrder("x", "view-profile", "b");
        one.assertClosed();
        one.apply("apis: [{clientId: a-api, scopes: [{name: 's:s', roles: [x]}]}]");

        assertThat(one.admin().scopes().requiredRoles("s:s")).containsExactlyInAnyOrder("x", "b");
        one.apply("apis: [{clientId: b-api, scopes: []}]");
        assertThat(one.admin().scopes().requiredRoles("s:s")).containsExactly("x");
    }

    /** The one that says more than its own role describes it, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {"roles: ['s:1', {role: staff}]", "includeInTokenScope: false", "displayOnConsentScreen: false"})
    void twoApisThatShareOneOfEachOthersScopes(String said) {
        one.apply("roles: [{name: staff}]");
        one.apply(
                """
                apis:
                  - {clientId: a-api, scopes: [{name: 's:1', %s}]}
                  - {clientId: b-api, scopes: [{name: 's:2'}]}
                """
                        .formatted(said));
        one.apply(
                """
                apis:
                  - {clientId: a-api, scopes: [{name: 's:1', %s}, {name: 's:2'}]}
                  - {clientId: b-api, scopes: [{name: 's:2'}, {name: 's:1'}]}
                """
                        .formatted(said));

        RoundTrip other = one.assertCopied();

        for (RoundTrip each : List.of(one, other)) {
            assertThat(each.admin().scope("s:1").getAttributes()).containsEntry("permissionScopes.api", "a-api");
            assertThat(each.admin().scope("s:2").getAttributes()).containsEntry("permissionScopes.api", "b-api");
        }
    }

    /** As those of an API that is deleted: it stays the same client scope, in whichever order they stand. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScopeThatAnApiDoesNotListAnyMoreIsTheOtherOnes(boolean first) {
        one.apply("apis: [{clientId: a-api, clients: [app], scopes: [{name: 's:1', description: Old}]}]");
        String id = one.admin().scope("s:1").getId();
        String leaves = "{clientId: a-api, scopes: []}";
        String takes = "{clientId: b-api, clients: [other-app], scopes: [{name: 's:1', description: New}]}";
        String bundle = "apis: [" + (first ? leaves + "," + takes : takes + "," + leaves) + "]";

        one.apply(bundle);

        one.assertUnchangedBy(bundle);
        assertThat(one.admin().scope("s:1").getId()).isEqualTo(id);
        Answer taken = one.administration().api("b-api");
        assertThat(taken.at("/scopes/0/description")).isEqualTo("New");
        assertThat(texts(taken.body().path("clients"))).containsExactly("other-app");
        one.assertClosed();
    }

    /** The numbers of a scope that another API describes are the other one's, and in a copy they are others. */
    @Test
    void whatAnApiSharesStandsBehindItsOwnScopes() {
        one.apply("apis: [{clientId: a-api, scopes: [{name: 'a:1'}]}]");
        one.apply("apis: [{clientId: b-api, scopes: [{name: 'b:1'}, {name: 'b:0'}]}]");
        one.apply("apis: [{clientId: c-api, scopes: [{name: 'c:1'}]}]");
        one.apply("apis: [{clientId: a-api, scopes: [{name: 'c:1'}, {name: 'b:1'}, {name: 'a:0'}, {name: 'a:1'}]}]");

        assertThat(one.scopes("a-api")).containsExactly("a:0", "a:1", "b:1", "c:1");
        assertThat(one.scopes("b-api")).containsExactly("b:1", "b:0");
        one.assertCopied();
    }

    @Test
    void scopesMadeByHandWithoutNumbersStandInOneOrder() {
        RealmAdmin admin = one.admin();
        for (String api : List.of("catalog", "ingest")) {
            admin.clients().create(api, client -> client.setPublicClient(true));
            admin.permissions().create(api, "item:m");
        }
        admin.permissions().create("ingest", "item:own");
        for (String scope : List.of("item:m", "item:own")) {
            admin.createScope(scope, "app", Map.of());
            admin.map(scope, "ingest", scope);
        }
        admin.map("item:m", "catalog", "item:m");

        assertThat(one.scopes("ingest")).containsExactly("item:own", "item:m");
        one.assertCopied();
    }
}
