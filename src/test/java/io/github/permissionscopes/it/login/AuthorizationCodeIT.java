package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The authorization endpoint: code, PKCE, single sign-on, {@code prompt=none}, implicit, hybrid. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AuthorizationCodeIT {

    private static final String CONTACTS = "openid profile email read:contacts delete:contacts";
    private static final String ALL_TIMESHEETS = "openid " + String.join(" ", TIMESHEETS);
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(EVENTS_APP)
    OAuthClient eventsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(route = {Route.CODE, Route.NO_AUTHENTICATOR, Route.NO_MAPPER, Route.FULL_SCOPE_OFF})
    void grantsTheScopeThatTheUserHolds() {
        TokenAnswer answer = contactsApp.asking(CONTACTS).as("anna").byCode();

        assertEverywhere(contactsApp, answer, "read:contacts");
        assertThat(answer.scope()).contains("openid", "profile", "email");
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
        assertScope(assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED), answer);
        assertNothingRefused(next(events, EventType.REFRESH_TOKEN));
    }

    @Test
    void leavesAPermittedRequestUntouched() {
        TokenAnswer answer = contactsApp.asking(CONTACTS).as("carl").byCode();

        assertGrants(answer, DemoRealm.CONTACTS);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertNothingRefused(next(events, EventType.CODE_TO_TOKEN));
    }

    @Test
    void grantsAnEmployeeThreeOfFourTimesheetScopes() {
        assertGrants(
                timesheetsApp.asking(ALL_TIMESHEETS).as("emma").byCode(),
                "read:timesheets",
                "create:timesheets",
                "delete:timesheets");
    }

    @Test
    void grantsAManagerAllFourTimesheetScopes() {
        assertGrants(timesheetsApp.asking(ALL_TIMESHEETS).as("mark").byCode(), TIMESHEETS);
    }

    @Test
    void grantsAnOrganizerExactlyTwoEventScopes() {
        assertGrants(
                eventsApp
                        .asking("openid " + String.join(" ", EVENTS))
                        .as("olga")
                        .byCode(),
                "create:events",
                "update:events");
    }

    @Test
    void grantsWithoutApiScopeWhenNoneIsHeld() {
        String request = "openid read:contacts delete:contacts";
        TokenAnswer answer = contactsApp.asking(request).as("nora").byCode();

        assertGrants(answer, List.of());
        assertThat(answer.scope()).contains("openid");
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        TokenAnswer answer = contactsApp.asking("read:contacts").as("nora").byCode();

        assertGrants(answer, List.of());
        assertThat(answer.body().has("id_token")).isFalse();
    }

    @Test
    void leavesARequestWithoutScopeAlone() {
        assertGrants(contactsApp.asking(null).as("carl").byCode(), List.of());
        assertNothingRefused(next(events, EventType.LOGIN));
    }

    @Test
    void worksWithProofKey() {
        // The pair of RFC 7636, appendix B.
        Map<String, String> challenge = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");
        Asking asking = contactsApp.asking(CONTACTS).with(challenge).as("anna");

        TokenAnswer wrong = contactsApp.exchange(asking.login(), Map.of("code_verifier", "x".repeat(43)));
        assertThat(wrong.error()).isEqualTo("invalid_grant");
        Map<String, String> verifier = Map.of("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertGrants(contactsApp.exchange(asking.login(), verifier), "read:contacts");
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
        Page callback = contactsApp
                .asking(CONTACTS)
                .with("response_type", "id_token token")
                .as("anna")
                .login();

        assertRedirect(contactsApp, callback, List.of("read:contacts"));
        assertThat(assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED)
                        .getDetails()
                        .get("scope"))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
    }

    @Test
    @Covers(route = Route.HYBRID)
    void narrowsTheHybridFlow() {
        Page callback = contactsApp
                .asking(CONTACTS)
                .with("response_type", "code id_token token")
                .as("anna")
                .login();

        assertRedirect(contactsApp, callback, List.of("read:contacts"));
        assertRefused(next(events, EventType.LOGIN), CONTACTS, DELETE_REFUSED);
        assertEverywhere(contactsApp, contactsApp.exchange(callback), "read:contacts");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED);
    }

    @Test
    void takesAPermissionThatWasLostBetweenLoginAndCodeExchange() {
        Page callback = contactsApp.asking(CONTACTS).as("carl").login();
        events.skipAll();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertGrants(contactsApp.exchange(callback), "read:contacts");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS, DELETE_REFUSED);
    }

    @Test
    void doesNotWidenACodeByAPermissionThatWasGainedSinceTheLogin() {
        Page callback = contactsApp.asking(CONTACTS).as("anna").login();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        assertGrants(contactsApp.exchange(callback), "read:contacts");
    }

    @Test
    void usesACodeOnlyOnce() {
        Page callback = contactsApp.asking(CONTACTS).as("anna").login();

        assertThat(contactsApp.exchange(callback).status()).isEqualTo(200);
        assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
    }
}
