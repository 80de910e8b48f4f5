package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Refresh (RFC 6749 §6), online and offline: the grant is judged again each time and never widens. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RefreshTokenIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"", " offline_access"})
    @Covers(route = {Route.REFRESH, Route.OFFLINE})
    void takesAPermissionThatWasLost(String offline) {
        TokenAnswer first =
                contactsApp.asking(CONTACTS_REQUEST + offline).as("carl").byPassword();
        assertGrants(first, CONTACTS);
        String type = offline.isEmpty() ? "Refresh" : "Offline";
        assertThat(first.refreshClaims().path("typ").asText()).isEqualTo(type);
        admin.take("carl", CONTACTS_API, "delete:contacts");
        events.skipAll();

        TokenAnswer second = contactsApp.refresh(first);

        assertEverywhere(contactsApp, second, "read:contacts");
        assertScope(assertRefused(next(events, EventType.REFRESH_TOKEN), DELETE_REFUSED), second);
        assertThat(second.refreshClaims().path("typ").asText()).isEqualTo(type);
        if (!offline.isEmpty()) {
            assertThat(second.scope()).contains("offline_access");
        }
    }

    /** Without rotation. What a refresh has lost is lost in its own refresh token. */
    @Test
    void anOldTokenHasAScopeAgainWhosePermissionCameBack() {
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        admin.give("carl", CONTACTS_API, "delete:contacts");

        assertGrants(contactsApp.refresh(second), "read:contacts");
        assertGrants(contactsApp.refresh(first), CONTACTS);
    }

    @Test
    void doesNotWidenByAPermissionThatWasGained() {
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();
        admin.give("anna", CONTACTS_API, "delete:contacts");

        assertGrants(contactsApp.refresh(first), "read:contacts");
        assertGrants(contactsApp.asking(CONTACTS_REQUEST).byRefresh(first), "read:contacts");
    }

    @Test
    void doesNotWidenByAskingForMore() {
        TokenAnswer first =
                contactsApp.asking("openid read:contacts").as("carl").byPassword();

        assertGrants(contactsApp.asking(CONTACTS_REQUEST).byRefresh(first), "read:contacts");
    }

    @Test
    void letsTheClientAskForLess() {
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();

        TokenAnswer less = contactsApp.asking("openid delete:contacts").byRefresh(first);

        assertToken(less.accessClaims(), List.of("delete:contacts"));
        assertThat(less.scope()).isEqualTo(TokenAnswer.scope(less.accessClaims()));
        assertGrants(contactsApp.refresh(less), CONTACTS);
    }

    @Test
    void keepsReuseDetectionOfRotatedTokens() {
        realm.updateWithCleanup(settings -> settings.revokeRefreshToken(true));
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        assertGrants(second, "read:contacts");
        assertGrants(contactsApp.refresh(second), "read:contacts");
        assertThat(contactsApp.refresh(second).error())
                .as("a token that was used before")
                .isEqualTo("invalid_grant");
    }

    @Test
    void findsTheUserOfATokenWithoutSubject() {
        admin.scopes().unassign("basic", CONTACTS_APP);
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        assertThat(first.refreshClaims().has("sub")).isFalse();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertGrants(contactsApp.refresh(first), "read:contacts");
    }

    @Test
    void leavesATokenThatIsNotOursToKeycloak() {
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        String tampered = first.refreshToken().substring(0, first.refreshToken().length() - 4) + "AAAA";

        for (String token : List.of(tampered, first.accessToken(), "no token at all", "a.b.c", "")) {
            TokenAnswer answer = contactsApp.refresh(token);
            assertThat(answer.status()).as(token).isEqualTo(400);
            assertThat(answer.error()).as(token).isEqualTo("invalid_grant");
        }
        assertThat(contactsApp.oauth().client(TIMESHEETS_APP).refresh(first).error())
                .as("another client's token")
                .isEqualTo("invalid_grant");
        assertThat(contactsApp.grant("refresh_token", Map.of()).error()).isEqualTo("invalid_request");
    }

    @Test
    void refusesADisabledUser() {
        TokenAnswer first = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        admin.people().change("carl", carl -> carl.setEnabled(false));

        assertThat(contactsApp.refresh(first).error()).isEqualTo("invalid_grant");
    }
}
