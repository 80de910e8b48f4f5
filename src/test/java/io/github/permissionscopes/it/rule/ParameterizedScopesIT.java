package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * The experimental feature with which Keycloak reads scopes in another way, and a scope may have a parameter: the role of
 * {@code delete:account} decides on {@code delete:account:17}. {@code match=all} on the scopes shows who decided.
 */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class ParameterizedScopesIT {

    private static final String REQUEST =
            "openid read:contacts delete:contacts read:account:17 delete:account:17 delete:account:18";
    private static final String GATEWAY = "gateway";
    private static final List<String> READ = List.of("read:contacts");
    private static final Set<String> READ_ACCOUNT = Set.of("read:account:17");
    private static final Map<String, String> REFUSED = Map.of(
            "delete:contacts", "not_permitted",
            "delete:account:17", "not_permitted",
            "delete:account:18", "not_permitted");

    static final class AccountsRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            realm.clientScopes(parameterized("read:account"), parameterized("delete:account"));
            realm.addClientScopeClientRoleMapping(CONTACTS_API, "read:account", "read:contacts");
            realm.addClientScopeClientRoleMapping(CONTACTS_API, "delete:account", "read:contacts", "delete:contacts");
            realm.clients(DemoRealm.application(GATEWAY, CONTACTS)
                    .publicClient(false)
                    .secret(SECRET)
                    .attribute("standard.token.exchange.enabled", "true"));
            for (ClientRepresentation client : realm.build().getClients()) {
                if (List.of(CONTACTS_APP, CONSENT_APP).contains(client.getClientId())) {
                    List<String> optional = new ArrayList<>(client.getOptionalClientScopes());
                    optional.addAll(List.of("read:account", "delete:account"));
                    client.setOptionalClientScopes(optional);
                }
            }
            return realm;
        }

        private static ClientScopeRepresentation parameterized(String name) {
            ClientScopeRepresentation scope = new ClientScopeRepresentation();
            scope.setName(name);
            scope.setProtocol("openid-connect");
            scope.setAttributes(Map.of(
                    "is.parameterized.scope",
                    "true",
                    "parameterized.scope.type",
                    "string",
                    "parameterized.scope.repeatable",
                    "true",
                    "include.in.token.scope",
                    "true",
                    "display.on.consent.screen",
                    "true",
                    PermissionScopes.MATCH,
                    "all"));
            return scope;
        }
    }

    @InjectRealm(config = AccountsRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        events.skipAll();
    }

    @Test
    void explainSaysWhyItLeavesAScopeOut() {
        String needsValue = "Keycloak does not take a parameterized scope by its name alone; name it with a value"
                + " (name:value) to have it judged.";
        assertThat(leftOut()).containsExactly("Left out: delete:account, read:account. " + needsValue);

        admin.setScopeAttribute("delete:account", "always.display.consent", "true");
        assertThat(contactsApp
                        .asking("openid delete:account:17")
                        .as("anna")
                        .byPassword()
                        .error())
                .as("a value does not help")
                .isEqualTo("invalid_scope");
        assertThat(leftOut())
                .containsExactly(
                        "Left out: read:account. " + needsValue,
                        "Left out: delete:account. Keycloak refuses a scope with \"Always display on consent screen\""
                                + " (always.display.consent) to a client that does not require consent.");
    }

    private List<String> leftOut() {
        JsonNode answer = new Administration(
                        realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString())
                .post("explain", Map.of("user", "anna", "client", CONTACTS_APP))
                .body();
        assertThat(answer.path("rejected").asBoolean(true)).isFalse();
        List<String> remarks = new ArrayList<>();
        answer.path("remarks").forEach(remark -> remarks.add(remark.asText()));
        return remarks.subList(1, remarks.size());
    }

    /** With this feature Keycloak makes the token's scope of the scope that the client session has. */
    @Test
    void anExchangeDoesNotFallBackToTheScopesOfTheSession() {
        Map<String, String> client = Map.of("client_id", GATEWAY, "client_secret", SECRET);
        Map<String, String> form = new HashMap<>(client);
        form.putAll(Map.of(
                "grant_type", "password", "username", "anna", "password", PASSWORD, "scope", "openid read:contacts"));
        TokenAnswer own = oauth.token(form);
        assertThat(own.scope()).contains("read:contacts");
        Map<String, String> exchange = new HashMap<>(client);
        exchange.putAll(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", own.accessToken(),
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "scope", "delete:contacts"));

        TokenAnswer answer = oauth.token(exchange);

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).doesNotContain("openid", "read:contacts", "delete:contacts");
        assertThat(TokenAnswer.scope(answer.accessClaims())).isEqualTo(answer.scope());
    }

    @Test
    @Covers(route = Route.PARAMETERIZED)
    void narrowsACodeToTheVariantsThatTheUserMayHave() {
        admin.turnSwitch(false);
        TokenAnswer plain = contactsApp.asking(REQUEST).as("anna").byCode();
        assertThat(plain.scope()).as("without the product: %s", plain.body()).containsAll(REFUSED.keySet());
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer answer = contactsApp.asking(REQUEST).as("anna").byCode();

        assertEverywhere(contactsApp, answer, READ);
        assertAccounts(answer, READ_ACCOUNT);
        assertAccounts(contactsApp.refresh(answer), READ_ACCOUNT);
        assertRefused(next(events, EventType.LOGIN), REQUEST, REFUSED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
    }

    @Test
    @Covers(
            route = Route.PARAMETERIZED,
            at = {
                Moment.CONSENT,
                Moment.ACCESS_TOKEN,
                Moment.RESPONSE,
                Moment.REFRESH,
                Moment.TRACES,
                Moment.ID_TOKEN,
                Moment.USERINFO,
                Moment.INTROSPECTION,
                Moment.EVENT
            })
    void asksForConsentToNothingElse() {
        Browser browser = oauth.browser();
        Page page = consentApp.asking(REQUEST).as("anna").in(browser).login();
        assertThat(page.text()).contains("read:account: 17").doesNotContain("delete:account");

        TokenAnswer answer = consentApp.exchange(page.accept());

        Set<String> stored = admin.storedConsent("anna", CONSENT_APP);
        assertConsent(page, stored, READ);
        assertThat(stored).noneMatch(scope -> scope.startsWith("delete:account"));
        assertEverywhere(consentApp, answer, READ);
        assertAccounts(answer, READ_ACCOUNT);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
    }

    /** The value is the application's to choose: it must not hide in the text. */
    @Test
    void showsTheValueWhateverTheTextIs() {
        RealmRepresentation themed = realm.admin().toRepresentation();
        themed.setLoginTheme("permission-scopes");
        realm.admin().update(themed);
        admin.setScopeAttribute("read:account", "consent.screen.text", "Read one account");
        try {
            Page page = consentApp
                    .asking("openid read:account:one read:account:17")
                    .as("anna")
                    .login();

            assertThat(page.document()
                            .select("#kc-oauth section:has(h2:contains(" + CONTACTS_API + ")) li")
                            .eachText())
                    .containsExactlyInAnyOrder("Read one account: one", "Read one account: 17");

            admin.setScopeAttribute("read:account", "consent.screen.text", "Read the account {0}");
            assertThat(consentApp
                            .asking("openid read:account:one")
                            .as("anna")
                            .login()
                            .document()
                            .select("#kc-oauth li")
                            .eachText())
                    .contains("Read the account one");
        } finally {
            admin.setScopeAttribute("read:account", "consent.screen.text", "");
            themed.setLoginTheme(null);
            realm.admin().update(themed);
        }
    }

    @Test
    @Covers(
            route = Route.PARAMETERIZED,
            at = {Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.TRACES, Moment.EVENT})
    void narrowsAPasswordGrant() {
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

    private static void assertAccounts(TokenAnswer answer, Set<String> expected) {
        for (JsonNode holder : List.of(answer.body(), answer.accessClaims(), answer.refreshClaims())) {
            assertThat(TokenAnswer.scope(holder).stream()
                            .filter(scope -> scope.contains("account"))
                            .collect(Collectors.toSet()))
                    .as("scopes with a parameter in %s", holder)
                    .isEqualTo(expected);
        }
    }
}
