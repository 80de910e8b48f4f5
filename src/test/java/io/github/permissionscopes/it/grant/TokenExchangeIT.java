package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * Token exchange (RFC 8693), standard and legacy. {@code match=all} on the scope shows who decided: Keycloak's own check
 * is content with one of the roles.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class TokenExchangeIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");
    private static final String STANDARD = "standard-gateway";
    private static final String LEGACY = "legacy-gateway";
    private static final String ALWAYS = "always";

    /** Two confidential clients that exchange, and an application whose tokens are for them. */
    static final class ExchangeRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            realm.clients(
                    DemoRealm.application(STANDARD, CONTACTS)
                            .publicClient(false)
                            .secret(SECRET)
                            .attribute("standard.token.exchange.enabled", "true")
                            .attribute("standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION"),
                    DemoRealm.application(LEGACY, CONTACTS).publicClient(false).secret(SECRET));
            realm.build().getClients().stream()
                    .filter(client -> client.getClientId().equals(CONTACTS_APP))
                    .forEach(client -> client.setProtocolMappers(List.of(DemoRealm.mapper(
                            "gateway", "oidc-audience-mapper", Map.of("included.client.audience", STANDARD)))));
            return realm;
        }
    }

    @InjectRealm(config = ExchangeRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
    }

    @Test
    void standardExchangeGrantsWhatTheUserHolds() {
        String subject = subjectToken("anna");
        admin.turnSwitch(false);
        assertThat(exchange(STANDARD, subject, Map.of("scope", REQUEST)).scope())
                .as("without the product")
                .contains("delete:contacts");
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer answer = exchange(STANDARD, subject, Map.of("scope", REQUEST));

        assertGrants(answer, "read:contacts");
        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, DELETE_REFUSED), answer);
    }

    @Test
    void standardExchangeGrantsEverythingToWhoHoldsIt() {
        assertThat(exchange(STANDARD, subjectToken("carl"), Map.of("scope", REQUEST))
                        .scope())
                .contains("read:contacts", "delete:contacts");
    }

    @Test
    void standardExchangeGrantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(exchange(STANDARD, subjectToken("anna"), Map.of("scope", "delete:contacts")), List.of());
        assertGrants(exchange(STANDARD, subjectToken("anna"), Map.of()), List.of());
    }

    /** The client has logged in in the session of the token, with other scopes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:refresh_token"
            })
    void standardExchangeDoesNotFallBackToTheScopesOfTheSession(String type) {
        TokenAnswer own = oauth.token(passwordForm(STANDARD, "anna", "openid read:contacts"));
        events.skipAll();

        TokenAnswer answer =
                exchange(STANDARD, own.accessToken(), Map.of("scope", "delete:contacts", "requested_token_type", type));

        assertGrants(answer, List.of());
        assertThat(answer.scope()).doesNotContain("openid");
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), "delete:contacts", DELETE_REFUSED);
        assertGrants(exchange(STANDARD, own.accessToken(), Map.of("scope", "read:contacts")), "read:contacts");
    }

    @Test
    void legacyExchangeDoesNotFallBackToTheScopesOfTheSession() {
        TokenAnswer own = oauth.token(passwordForm(LEGACY, "anna", "openid read:contacts"));

        TokenAnswer answer = exchange(LEGACY, own.accessToken(), Map.of("scope", "delete:contacts"));

        assertGrants(answer, List.of());
        assertThat(answer.scope()).doesNotContain("openid");
    }

    @Test
    @Covers(route = Route.TOKEN_EXCHANGE)
    void aRefreshTokenThatWasExchangedForHasNoRefusedScope() {
        String subject = subjectToken("anna");
        events.skipAll();
        TokenAnswer answer = exchange(
                STANDARD,
                subject,
                Map.of("scope", REQUEST, "requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"));

        assertEverywhere(oauth, STANDARD, Map.of("client_secret", SECRET), answer, List.of("read:contacts"));
        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, DELETE_REFUSED), answer);
    }

    @Test
    @Covers(route = Route.LEGACY_EXCHANGE)
    void legacyExchangeInheritsOnlyWhatTheUserHolds() {
        String subject = ownToken("carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");
        admin.turnSwitch(false);
        assertThat(exchange(LEGACY, subject, Map.of()).scope())
                .as("without the product")
                .contains("delete:contacts");
        admin.turnSwitch(true);

        events.skipAll();
        TokenAnswer answer = exchange(LEGACY, subject, Map.of());
        assertEverywhere(oauth, LEGACY, Map.of("client_secret", SECRET), answer, List.of("read:contacts"));
        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), DELETE_REFUSED), answer);
        assertGrants(exchange(LEGACY, subject, Map.of("scope", REQUEST)), "read:contacts");
        assertGrants(exchange(LEGACY, subject, Map.of("scope", "delete:contacts")), List.of());
    }

    /** By these Keycloak's standard provider does not take the request; the client's setting changes nothing then. */
    @Test
    void aClientOfTheStandardExchangeInheritsOnlyWhatTheUserHolds() {
        String subject = oauth.token(passwordForm(STANDARD, "carl", REQUEST)).accessToken();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        Map<String, String> legacy = Map.of("subject_issuer", realm.getBaseUrl());
        leak(admin, () -> exchange(STANDARD, subject, legacy)).thenNarrowed("read:contacts");
    }

    @Test
    void legacyExchangeDoesNotWiden() {
        String subject = oauth.token(passwordForm(LEGACY, "carl", "openid read:contacts"))
                .accessToken();

        assertGrants(exchange(LEGACY, subject, Map.of("scope", REQUEST)), "read:contacts");
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        String subject = subjectToken("anna");
        admin.configure(Map.of("refusal", "reject", "tellClient", "true"));

        TokenAnswer answer = exchange(STANDARD, subject, Map.of("scope", REQUEST));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertGrants(exchange(STANDARD, subject, Map.of("scope", "openid read:contacts")), "read:contacts");
    }

    @Test
    void leavesWhatIsNoTokenToKeycloak() {
        for (String token : List.of("", "x", "a.b.c", subjectToken("anna") + "x")) {
            TokenAnswer answer = exchange(STANDARD, token, Map.of("scope", REQUEST));
            assertThat(answer.status()).as(token).isBetween(400, 499);
        }
    }

    /**
     * Nobody has asked for a default scope; it is in the token all the same. Anna holds one of the two roles that it requires,
     * and Keycloak is content with that.
     */
    @ParameterizedTest
    @ValueSource(strings = {STANDARD, LEGACY})
    void anExchangeWithoutScopeIsJudgedToo(String gateway) {
        assertJudgedWithoutScope(gateway, Map.of(PermissionScopes.MATCH, "all"), "not_permitted", () -> {
            admin.map(ALWAYS, CONTACTS_API, "read:contacts");
            admin.map(ALWAYS, CONTACTS_API, "delete:contacts");
        });
    }

    /** As above, where the level of the subject token's login is too low for it. */
    @ParameterizedTest
    @ValueSource(strings = {STANDARD, LEGACY})
    void anExchangeWithoutScopeIsJudgedByTheLevelToo(String gateway) {
        assertJudgedWithoutScope(gateway, Map.of(PermissionScopes.MINIMUM_ACR, "2"), "acr_too_low", () -> {});
    }

    private void assertJudgedWithoutScope(
            String gateway, Map<String, String> attributes, String reason, Runnable mapping) {
        String subject = tokenWithoutScope(gateway);
        String id = admin.createScope(ALWAYS, gateway, attributes);
        mapping.run();
        admin.client(gateway).removeOptionalClientScope(id);
        admin.client(gateway).addDefaultClientScope(id);
        admin.configure(Map.of("mode", "report"));
        events.skipAll();
        assertThat(exchange(gateway, subject, Map.of()).scope()).contains(ALWAYS);
        assertAlwaysRefused(EventType.TOKEN_EXCHANGE, reason, "report");

        admin.configure(Map.of());
        assertNoToken(exchange(gateway, subject, Map.of()), "invalid_scope");
        assertAlwaysRefused(EventType.TOKEN_EXCHANGE_ERROR, reason, "enforce");
    }

    private void assertAlwaysRefused(EventType type, String reason, String mode) {
        assertThat(next(events, type).getDetails())
                .as("details of %s", type)
                .containsEntry("scope_refused", ALWAYS)
                .containsEntry("scope_refused_reasons", ALWAYS + "=" + reason)
                .containsEntry("permission_scopes_mode", mode);
    }

    /** The token of a client of which no scope is in its tokens; the legacy exchange takes the scope of them. */
    private String tokenWithoutScope(String gateway) {
        var client = admin.client(gateway);
        List<String> named =
                List.of(admin.scope("profile").getId(), admin.scope("email").getId());
        named.forEach(client::removeDefaultClientScope);
        try {
            Map<String, String> form = new LinkedHashMap<>(passwordForm(gateway, "anna", ""));
            form.remove("scope");
            String token = oauth.token(form).accessToken();
            assertThat(TokenAnswer.scope(TokenAnswer.claims(token))).isEmpty();
            return token;
        } finally {
            named.forEach(client::addDefaultClientScope);
        }
    }

    /** A token of the application, for the standard gateway; its own scopes do not matter there. */
    private String subjectToken(String user) {
        return oauth.client(CONTACTS_APP).asking("openid").as(user).byPassword().accessToken();
    }

    private String ownToken(String user) {
        TokenAnswer answer = oauth.token(passwordForm(LEGACY, user, REQUEST));
        assertThat(answer.scope()).contains("read:contacts", "delete:contacts");
        return answer.accessToken();
    }

    private static Map<String, String> passwordForm(String client, String user, String scope) {
        return Map.of(
                "grant_type", "password",
                "client_id", client,
                "client_secret", SECRET,
                "username", user,
                "password", PASSWORD,
                "scope", scope);
    }

    private TokenAnswer exchange(String client, String subjectToken, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("client_id", client);
        form.put("client_secret", SECRET);
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        form.putAll(more);
        return oauth.token(form);
    }
}
