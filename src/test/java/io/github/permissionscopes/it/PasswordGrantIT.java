package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.Agreement.assertEverywhere;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.Agreement.assertUserinfo;
import static io.github.permissionscopes.it.support.EventLog.assertNothingRefused;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.assertScope;
import static io.github.permissionscopes.it.support.EventLog.next;

import io.github.permissionscopes.it.coverage.Covers;
import io.github.permissionscopes.it.coverage.Route;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The resource owner password credentials grant (RFC 6749 §4.3). */
@KeycloakIntegrationTest(config = ProductServer.class)
class PasswordGrantIT {

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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "contacts-app,   anna, read:contacts delete:contacts, read:contacts",
                "contacts-app,   carl, read:contacts delete:contacts, read:contacts delete:contacts",
                "contacts-app,   nora, read:contacts delete:contacts, \"\"",
                "timesheets-app, emma, read:timesheets create:timesheets delete:timesheets approve:timesheets,"
                        + " read:timesheets create:timesheets delete:timesheets",
                "timesheets-app, mark, read:timesheets create:timesheets delete:timesheets approve:timesheets,"
                        + " read:timesheets create:timesheets delete:timesheets approve:timesheets",
                "events-app,     olga, create:events update:events view:events register:events,"
                        + " create:events update:events",
                "events-app,     pete, create:events update:events view:events register:events,"
                        + " view:events register:events"
            })
    void grantsWhatTheUserHolds(String client, String user, String requested, String granted) {
        List<String> expected = granted.isEmpty() ? List.of() : List.of(granted.split(" "));

        TokenAnswer answer = oauth.password(client, user, PASSWORD, "openid " + requested);

        assertGrants(answer, expected);
        assertUserinfo(oauth, answer.accessToken(), expected);
        assertGrants(oauth.refresh(client, answer.refreshToken(), Map.of()), expected);
    }

    @Test
    @Covers(route = Route.PASSWORD)
    void refusesEverywhereAndTellsInTheLoginEvent() {
        TokenAnswer answer = oauth.password(CONTACTS_APP, "anna", PASSWORD, "openid read:contacts delete:contacts");

        assertEverywhere(oauth, CONTACTS_APP, Map.of(), answer, List.of("read:contacts"));
        assertScope(
                assertRefused(
                        next(events, EventType.LOGIN),
                        "openid read:contacts delete:contacts",
                        Map.of("delete:contacts", "not_permitted"),
                        "enforce"),
                answer);
    }

    @Test
    void leavesARequestWithoutScopeAlone() {
        TokenAnswer answer = oauth.password(CONTACTS_APP, "carl", PASSWORD, null);

        assertGrants(answer, List.of());
        assertNothingRefused(next(events, EventType.LOGIN));
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(oauth.password(CONTACTS_APP, "nora", PASSWORD, "delete:contacts"), List.of());
    }
}
