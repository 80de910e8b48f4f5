package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The resource owner password credentials grant (RFC 6749 §4.3). */
@KeycloakIntegrationTest(config = ProductServer.class)
class PasswordGrantIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

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

        OAuthClient asking = oauth.client(client);
        TokenAnswer answer = asking.asking("openid " + requested).as(user).byPassword();

        assertGrants(answer, expected);
        assertUserinfo(oauth, answer.accessToken(), expected);
        assertGrants(asking.refresh(answer), expected);
    }

    @Test
    @Covers(route = Route.PASSWORD)
    void refusesEverywhereAndTellsInTheLoginEvent() {
        TokenAnswer answer = contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();

        assertEverywhere(contactsApp, answer, "read:contacts");
        assertScope(assertRefused(next(events, EventType.LOGIN), CONTACTS_REQUEST, DELETE_REFUSED), answer);
    }

    @Test
    void leavesARequestWithoutScopeAlone() {
        TokenAnswer answer = contactsApp.asking(null).as("carl").byPassword();

        assertGrants(answer, List.of());
        assertNothingRefused(next(events, EventType.LOGIN));
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(contactsApp.asking("delete:contacts").as("nora").byPassword(), List.of());
    }
}
