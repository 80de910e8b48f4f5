package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The experimental feature with which Keycloak reads scopes in another way, and a scope may have a parameter: the role
 * of {@code delete:account} decides on {@code delete:account:17}. {@code match=all} on the scopes shows who decided.
 */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class ParameterizedScopesIT {

    static final String REQUEST =
            "openid read:contacts delete:contacts read:account:17 delete:account:17 delete:account:18";
    static final List<String> READ = List.of("read:contacts");
    static final Set<String> READ_ACCOUNT = Set.of("read:account:17");
    static final Map<String, String> REFUSED = Map.of(
            "delete:contacts", "not_permitted",
            "delete:account:17", "not_permitted",
            "delete:account:18", "not_permitted");

    @InjectRealm(config = AccountsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient gateway;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** With this feature Keycloak makes the token's scope of the scope that the client session has. */
    @Test
    void anExchangeDoesNotFallBackToTheScopesOfTheSession() {
        TokenAnswer own = gateway.asking("openid read:contacts").as("anna").byPassword();
        assertThat(own.scope()).contains("read:contacts");

        TokenAnswer answer = gateway.asking("delete:contacts").byTokenExchange(own);

        assertGrants(answer, List.of());
        assertThat(answer.scope()).doesNotContain("openid");
    }

    @Test
    @Covers(route = Route.PARAMETERIZED)
    void narrowsACodeToTheVariantsThatTheUserMayHave() {
        Asking asking = contactsApp.asking(REQUEST).as("anna");

        TokenAnswer answer =
                leak(admin, events, asking::byCode).thenWithout(REFUSED.keySet().toArray(String[]::new));

        assertEverywhere(contactsApp, answer, READ);
        assertAccounts(answer, READ_ACCOUNT);
        assertAccounts(contactsApp.refresh(answer), READ_ACCOUNT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, REFUSED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
    }

    @Test
    @Covers(
            route = Route.PARAMETERIZED,
            at = {Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.TRACES, Moment.EVENT})
    void narrowsAPasswordGrant() {
        events.skipAll();
        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byPassword();

        assertGrants(answer, READ);
        assertAccounts(answer, READ_ACCOUNT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, REFUSED);
    }

    @Test
    void grantsEveryVariantToWhoHoldsThePermission() {
        TokenAnswer answer = contactsApp.asking(REQUEST).as("carl").byCode();

        assertGrants(answer, CONTACTS);
        assertAccounts(answer, Set.of("read:account:17", "delete:account:17", "delete:account:18"));
    }

    /** With the feature on, Keycloak compares the names of scopes without regard to case. */
    @Test
    void anotherSpellingIsNoWayAround() {
        for (String scope : List.of("DELETE:CONTACTS", "Delete:Account:17", "delete:account", "delete:account:")) {
            TokenAnswer answer =
                    contactsApp.asking("openid " + scope).as("anna").byPassword();
            if (answer.status() == 200) {
                assertThat(Agreement.apiScopes(answer.scope())).as(scope).isEmpty();
                assertAccounts(answer, Set.of());
            } else {
                assertThat(answer.error()).as(scope).isEqualTo("invalid_scope");
            }
        }
    }

    /** Exactly these scopes with a parameter are in the response and in both tokens. */
    static void assertAccounts(TokenAnswer answer, Set<String> expected) {
        for (JsonNode holder : List.of(answer.body(), answer.accessClaims(), answer.refreshClaims())) {
            assertThat(TokenAnswer.scope(holder).stream()
                            .filter(scope -> scope.contains("account"))
                            .collect(Collectors.toSet()))
                    .as("scopes with a parameter in %s", holder)
                    .isEqualTo(expected);
        }
    }
}
