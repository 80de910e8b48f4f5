package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS_APP;
import static io.github.permissionscopes.it.support.Agreement.assertEverywhere;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.Agreement.assertToken;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.assertScope;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Refresh (RFC 6749 §6), online and offline: the grant is judged again each time and never widens. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RefreshTokenIT {

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

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @ParameterizedTest
    @ValueSource(strings = {"", " offline_access"})
    @Covers(route = {Route.REFRESH, Route.OFFLINE})
    void takesAPermissionThatWasLost(String offline) {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST + offline);
        assertGrants(first, DemoRealm.CONTACTS);
        String type = offline.isEmpty() ? "Refresh" : "Offline";
        assertThat(first.refreshClaims().path("typ").asText()).isEqualTo(type);
        events.skipAll();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            TokenAnswer second = oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of());

            assertEverywhere(oauth, CONTACTS_APP, Map.of(), second, List.of("read:contacts"));
            assertScope(
                    assertRefused(
                            next(events, EventType.REFRESH_TOKEN),
                            Map.of("delete:contacts", "not_permitted"),
                            "enforce"),
                    second);
            assertThat(second.refreshClaims().path("typ").asText()).isEqualTo(type);
            if (!offline.isEmpty()) {
                assertThat(second.scope()).contains("offline_access");
            }
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
    }

    /** Without rotation. What a refresh has lost is lost in its own refresh token. */
    @Test
    void anOldTokenHasAScopeAgainWhosePermissionCameBack() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        admin.take("carl", CONTACTS_API, "delete:contacts");
        TokenAnswer second;
        try {
            second = oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of());
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }

        assertGrants(oauth.refresh(CONTACTS_APP, second.refreshToken(), Map.of()), List.of("read:contacts"));
        assertGrants(oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of()), DemoRealm.CONTACTS);
    }

    @Test
    void doesNotWidenByAPermissionThatWasGained() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST);
        admin.give("anna", CONTACTS_API, "delete:contacts");
        try {
            assertGrants(oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of()), List.of("read:contacts"));
            assertGrants(
                    oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of("scope", REQUEST)),
                    List.of("read:contacts"));
        } finally {
            admin.take("anna", CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void doesNotWidenByAskingForMore() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, "openid read:contacts");

        assertGrants(
                oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of("scope", REQUEST)), List.of("read:contacts"));
    }

    @Test
    void letsTheClientAskForLess() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);

        TokenAnswer less = oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of("scope", "openid delete:contacts"));

        assertToken(less.accessClaims(), List.of("delete:contacts"));
        assertThat(less.scope()).isEqualTo(TokenAnswer.scope(less.accessClaims()));
        assertGrants(oauth.refresh(CONTACTS_APP, less.refreshToken(), Map.of()), DemoRealm.CONTACTS);
    }

    @Test
    void keepsReuseDetectionOfRotatedTokens() {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setRevokeRefreshToken(true);
        realm.admin().update(representation);
        try {
            TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
            admin.take("carl", CONTACTS_API, "delete:contacts");

            TokenAnswer second = oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of());
            assertGrants(second, List.of("read:contacts"));
            TokenAnswer third = oauth.refresh(CONTACTS_APP, second.refreshToken(), Map.of());
            assertGrants(third, List.of("read:contacts"));
            assertThat(oauth.refresh(CONTACTS_APP, second.refreshToken(), Map.of())
                            .error())
                    .as("a token that was used before")
                    .isEqualTo("invalid_grant");
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
            representation.setRevokeRefreshToken(false);
            realm.admin().update(representation);
        }
    }

    @Test
    void findsTheUserOfATokenWithoutSubject() {
        String basic = admin.scope("basic").getId();
        admin.client(CONTACTS_APP).removeDefaultClientScope(basic);
        try {
            TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
            assertThat(first.refreshClaims().has("sub")).isFalse();
            admin.take("carl", CONTACTS_API, "delete:contacts");

            assertGrants(oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of()), List.of("read:contacts"));
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
            admin.client(CONTACTS_APP).addDefaultClientScope(basic);
        }
    }

    @Test
    void leavesATokenThatIsNotOursToKeycloak() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        String tampered = first.refreshToken().substring(0, first.refreshToken().length() - 4) + "AAAA";

        for (String token : List.of(tampered, first.accessToken(), "no token at all", "a.b.c", "")) {
            TokenAnswer answer = oauth.refresh(CONTACTS_APP, token, Map.of());
            assertThat(answer.status()).as(token).isEqualTo(400);
            assertThat(answer.error()).as(token).isEqualTo("invalid_grant");
        }
        assertThat(oauth.refresh(TIMESHEETS_APP, first.refreshToken(), Map.of()).error())
                .as("another client's token")
                .isEqualTo("invalid_grant");
        assertThat(oauth.token(Map.of("grant_type", "refresh_token", "client_id", CONTACTS_APP))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void refusesADisabledUser() {
        TokenAnswer first = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        UserRepresentation carl = admin.user("carl").toRepresentation();
        carl.setEnabled(false);
        admin.user("carl").update(carl);
        try {
            assertThat(oauth.refresh(CONTACTS_APP, first.refreshToken(), Map.of())
                            .error())
                    .isEqualTo("invalid_grant");
        } finally {
            carl.setEnabled(true);
            admin.user("carl").update(carl);
        }
    }
}
