package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.EVENTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS_APP;
import static io.github.permissionscopes.it.support.Agreement.assertEverywhere;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EventLog.assertNothingRefused;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.assertScope;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.Covers;
import io.github.permissionscopes.it.coverage.Moment;
import io.github.permissionscopes.it.coverage.Route;
import io.github.permissionscopes.it.support.Agreement;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The authorization endpoint: code, PKCE, single sign-on, {@code prompt=none}, implicit, hybrid. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AuthorizationCodeIT {
    private static final String CONTACTS = "openid profile email read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
    }

    @Test
    @Covers(route = {Route.CODE, Route.NO_AUTHENTICATOR, Route.NO_MAPPER, Route.FULL_SCOPE_OFF})
    void grantsTheScopeThatTheUserHolds() {
        TokenAnswer answer = oauth.code(CONTACTS_APP, "anna", PASSWORD, CONTACTS);

        assertEverywhere(oauth, CONTACTS_APP, Map.of(), answer, List.of("read:contacts"));
        assertThat(answer.scope()).contains("openid", "profile", "email");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED, "enforce");
        assertScope(assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED, "enforce"), answer);
        assertNothingRefused(next(events, EventType.REFRESH_TOKEN));
    }

    @Test
    void leavesAPermittedRequestUntouched() {
        TokenAnswer answer = oauth.code(CONTACTS_APP, "carl", PASSWORD, CONTACTS);

        assertGrants(answer, DemoRealm.CONTACTS);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertNothingRefused(next(events, EventType.CODE_TO_TOKEN));
    }

    @Test
    void grantsAnEmployeeThreeOfFourTimesheetScopes() {
        assertGrants(
                oauth.code(TIMESHEETS_APP, "emma", PASSWORD, "openid " + String.join(" ", DemoRealm.TIMESHEETS)),
                List.of("read:timesheets", "create:timesheets", "delete:timesheets"));
    }

    @Test
    void grantsAManagerAllFourTimesheetScopes() {
        assertGrants(
                oauth.code(TIMESHEETS_APP, "mark", PASSWORD, "openid " + String.join(" ", DemoRealm.TIMESHEETS)),
                DemoRealm.TIMESHEETS);
    }

    @Test
    void grantsAnOrganizerExactlyTwoEventScopes() {
        assertGrants(
                oauth.code(EVENTS_APP, "olga", PASSWORD, "openid " + String.join(" ", DemoRealm.EVENTS)),
                List.of("create:events", "update:events"));
    }

    @Test
    void grantsWithoutApiScopeWhenNoneIsHeld() {
        TokenAnswer answer = oauth.code(CONTACTS_APP, "nora", PASSWORD, "openid read:contacts delete:contacts");

        assertGrants(answer, List.of());
        assertThat(answer.scope()).contains("openid");
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        TokenAnswer answer = oauth.code(CONTACTS_APP, "nora", PASSWORD, "read:contacts");

        assertGrants(answer, List.of());
        assertThat(answer.body().has("id_token")).isFalse();
    }

    @Test
    void leavesARequestWithoutScopeAlone() {
        assertGrants(oauth.code(CONTACTS_APP, "carl", PASSWORD, null), List.of());
        assertNothingRefused(next(events, EventType.LOGIN));
    }

    @Test
    void worksWithProofKey() {
        // The pair of RFC 7636, appendix B.
        Map<String, String> challenge = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");
        Page callback = login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", challenge);

        assertThat(oauth.exchange(CONTACTS_APP, callback, Map.of("code_verifier", "x".repeat(43)))
                        .error())
                .isEqualTo("invalid_grant");
        Page second = login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", challenge);
        assertGrants(
                oauth.exchange(
                        CONTACTS_APP, second, Map.of("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
                List.of("read:contacts"));
    }

    @Test
    @Covers(
            route = Route.IMPLICIT,
            at = {
                Moment.ACCESS_TOKEN,
                Moment.TRACES,
                Moment.ID_TOKEN,
                Moment.USERINFO,
                Moment.INTROSPECTION,
                Moment.EVENT
            })
    void narrowsTheImplicitGrant() {
        Page callback =
                login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", Map.of("response_type", "id_token token"));

        Agreement.assertToken(TokenAnswer.claims(callback.parameter("access_token")), List.of("read:contacts"));
        Agreement.assertUserinfo(oauth, callback.parameter("access_token"), List.of("read:contacts"));
        Agreement.assertIntrospection(oauth, callback.parameter("access_token"), List.of("read:contacts"));
        Agreement.assertIdToken(TokenAnswer.claims(callback.parameter("id_token")), List.of("read:contacts"));
        assertThat(assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED, "enforce")
                        .getDetails()
                        .get("scope"))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
    }

    @Test
    @Covers(route = Route.HYBRID)
    void narrowsTheHybridFlow() {
        Page callback =
                login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", Map.of("response_type", "code id_token token"));

        Agreement.assertToken(TokenAnswer.claims(callback.parameter("access_token")), List.of("read:contacts"));
        Agreement.assertUserinfo(oauth, callback.parameter("access_token"), List.of("read:contacts"));
        Agreement.assertIntrospection(oauth, callback.parameter("access_token"), List.of("read:contacts"));
        Agreement.assertIdToken(TokenAnswer.claims(callback.parameter("id_token")), List.of("read:contacts"));
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED, "enforce");
        TokenAnswer answer = oauth.exchange(CONTACTS_APP, callback, Map.of());
        assertEverywhere(oauth, CONTACTS_APP, Map.of(), answer, List.of("read:contacts"));
        assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED, "enforce");
    }

    @Test
    void takesAPermissionThatWasLostBetweenLoginAndCodeExchange() {
        Page callback = login(oauth.browser(), CONTACTS_APP, CONTACTS, "carl", Map.of());
        events.skipAll();
        admin.take("carl", DemoRealm.CONTACTS_API, "delete:contacts");
        try {
            assertGrants(oauth.exchange(CONTACTS_APP, callback, Map.of()), List.of("read:contacts"));
            assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED, "enforce");
        } finally {
            admin.give("carl", DemoRealm.CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void doesNotWidenACodeByAPermissionThatWasGainedSinceTheLogin() {
        Page callback = login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", Map.of());
        admin.give("anna", DemoRealm.CONTACTS_API, "delete:contacts");
        try {
            assertGrants(oauth.exchange(CONTACTS_APP, callback, Map.of()), List.of("read:contacts"));
        } finally {
            admin.take("anna", DemoRealm.CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void usesACodeOnlyOnce() {
        Page callback = login(oauth.browser(), CONTACTS_APP, CONTACTS, "anna", Map.of());

        assertThat(oauth.exchange(CONTACTS_APP, callback, Map.of()).status()).isEqualTo(200);
        assertThat(oauth.exchange(CONTACTS_APP, callback, Map.of()).error()).isEqualTo("invalid_grant");
    }

    private Page login(Browser browser, String clientId, String scope, String user, Map<String, String> more) {
        return oauth.login(browser, oauth.authorizationUrl(clientId, scope, more), user, PASSWORD);
    }
}
