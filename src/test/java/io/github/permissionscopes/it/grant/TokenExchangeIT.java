package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Token exchange (RFC 8693), standard and legacy. Anna has a role of {@code delete:contacts}, which requires two. */
@KeycloakIntegrationTest(config = ProductServer.class)
class TokenExchangeIT {

    private static final String STANDARD = EveryGrantClient.ID;
    private static final String LEGACY = EveryGrantClient.LEGACY_ID;
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token";

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(value = STANDARD, confidential = true)
    OAuthClient standard;

    @InjectOAuthClient(value = LEGACY, confidential = true)
    OAuthClient legacy;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** The application's tokens are for the standard client too; their own scopes do not matter there. */
    @BeforeEach
    void setUp() {
        Map<String, String> audience = Map.of("included.client.audience", STANDARD);
        admin.mappers().add(CONTACTS_APP, DemoRealm.mapper("gateway", "oidc-audience-mapper", audience));
        events.skipAll();
    }

    @Test
    void standardExchangeGrantsWhatTheUserHolds() {
        TokenAnswer subject = ofTheApplication("anna");

        TokenAnswer answer = leak(
                        admin, events, () -> standard.asking(CONTACTS_REQUEST).byTokenExchange(subject))
                .thenNarrowed("read:contacts");

        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), CONTACTS_REQUEST, DELETE_REFUSED), answer);
    }

    @Test
    void standardExchangeGrantsEverythingToWhoHoldsIt() {
        assertGrants(standard.asking(CONTACTS_REQUEST).byTokenExchange(ofTheApplication("carl")), CONTACTS);
    }

    @Test
    void standardExchangeGrantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(standard.asking("delete:contacts").byTokenExchange(ofTheApplication("anna")), List.of());
        assertGrants(standard.asking(null).byTokenExchange(ofTheApplication("anna")), List.of());
    }

    /** The client has logged in in the session of the token, with other scopes. */
    @ParameterizedTest
    @ValueSource(strings = {ACCESS_TOKEN, REFRESH_TOKEN})
    void standardExchangeDoesNotFallBackToTheScopesOfTheSession(String type) {
        TokenAnswer own = standard.asking("openid read:contacts").as("anna").byPassword();

        TokenAnswer answer = standard.asking("delete:contacts")
                .with("requested_token_type", type)
                .byTokenExchange(own);

        assertGrants(answer, List.of());
        assertThat(answer.scope()).doesNotContain("openid");
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), "delete:contacts", DELETE_REFUSED);
        assertGrants(standard.asking("read:contacts").byTokenExchange(own), "read:contacts");
    }

    @Test
    void legacyExchangeDoesNotFallBackToTheScopesOfTheSession() {
        TokenAnswer own = legacy.asking("openid read:contacts").as("anna").byPassword();

        TokenAnswer answer = legacy.asking("delete:contacts").byTokenExchange(own);

        assertGrants(answer, List.of());
        assertThat(answer.scope()).doesNotContain("openid");
    }

    @Test
    @Covers(route = Route.TOKEN_EXCHANGE)
    void aRefreshTokenThatWasExchangedForHasNoRefusedScope() {
        TokenAnswer answer = standard.asking(CONTACTS_REQUEST)
                .with("requested_token_type", REFRESH_TOKEN)
                .byTokenExchange(ofTheApplication("anna"));

        assertEverywhere(standard, answer, "read:contacts");
        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), CONTACTS_REQUEST, DELETE_REFUSED), answer);
    }

    @Test
    @Covers(route = Route.LEGACY_EXCHANGE)
    void legacyExchangeInheritsOnlyWhatTheUserHolds() {
        TokenAnswer subject = legacy.asking(CONTACTS_REQUEST).as("carl").byPassword();
        assertGrants(subject, CONTACTS);
        admin.take("carl", CONTACTS_API, "delete:contacts");

        TokenAnswer answer = leak(admin, events, () -> legacy.asking(null).byTokenExchange(subject))
                .thenNarrowed("read:contacts");

        assertEverywhere(legacy, answer, "read:contacts");
        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), DELETE_REFUSED), answer);
        assertGrants(legacy.asking(CONTACTS_REQUEST).byTokenExchange(subject), "read:contacts");
        assertGrants(legacy.asking("delete:contacts").byTokenExchange(subject), List.of());
    }

    /** By these Keycloak's standard provider does not take the request; the client's setting changes nothing then. */
    @Test
    void aClientOfTheStandardExchangeInheritsOnlyWhatTheUserHolds() {
        TokenAnswer subject = standard.asking(CONTACTS_REQUEST).as("carl").byPassword();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        Asking inherited = standard.asking(null).with("subject_issuer", realm.getBaseUrl());

        leak(admin, () -> inherited.byTokenExchange(subject)).thenNarrowed("read:contacts");
    }

    @Test
    void legacyExchangeDoesNotWiden() {
        TokenAnswer subject = legacy.asking("openid read:contacts").as("carl").byPassword();

        assertGrants(legacy.asking(CONTACTS_REQUEST).byTokenExchange(subject), "read:contacts");
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        TokenAnswer subject = ofTheApplication("anna");
        admin.configure(Map.of("refusal", "reject", "tellClient", "true"));

        assertNoToken(standard.asking(CONTACTS_REQUEST).byTokenExchange(subject), "invalid_scope");
        assertGrants(standard.asking("openid read:contacts").byTokenExchange(subject), "read:contacts");
    }

    @Test
    void leavesWhatIsNoTokenToKeycloak() {
        for (String token : List.of("", "x", "a.b.c", ofTheApplication("anna").accessToken() + "x")) {
            TokenAnswer answer = standard.asking(CONTACTS_REQUEST).byTokenExchange(token);
            assertThat(answer.status()).as(token).isBetween(400, 499);
        }
    }

    private TokenAnswer ofTheApplication(String user) {
        return contactsApp.asking("openid").as(user).byPassword();
    }
}
