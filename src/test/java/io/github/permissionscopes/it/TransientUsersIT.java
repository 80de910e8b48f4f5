package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.next;
import static io.github.permissionscopes.it.support.PartnerRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.ExperimentalServer;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.PartnerRealm;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Users of an identity provider who are not stored (feature {@code transient-users}): they are in their session only. */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class TransientUsersIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> PERMITTED = List.of("read:contacts");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "partner", config = PartnerRealm.class)
    ManagedRealm partner;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
        PartnerRealm.connect(realm.admin(), partner.getBaseUrl(), provider -> provider.getConfig()
                .put("doNotStoreUsers", "true"));
        events.skipAll();
    }

    @AfterEach
    void disconnect() {
        admin.configure(Map.of());
        rotate(false);
        PartnerRealm.disconnect(realm.admin());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areJudgedLikeOthers(boolean rotating) {
        rotate(rotating);

        TokenAnswer answer = assertGrants(logIn(), PERMITTED);
        assertThat(answer.accessClaims().path("sub").asText()).startsWith("lightweight-");
        TokenAnswer refreshed = assertGrants(oauth.refresh(CONTACTS_APP, answer.refreshToken(), Map.of()), PERMITTED);
        assertGrants(oauth.refresh(CONTACTS_APP, refreshed.refreshToken(), Map.of()), PERMITTED);
    }

    /** With {@code match=all} Keycloak's own check grants what the rule refuses. */
    @ParameterizedTest
    @CsvSource({"false, report", "true, report", "true, off"})
    void areLeftAloneWhereNothingIsEnforced(boolean rotating, String mode) {
        rotate(rotating);
        if (mode.equals("off")) {
            admin.turnSwitch(false);
        } else {
            admin.configure(Map.of("mode", mode));
        }
        try {
            TokenAnswer answer = logIn();
            assertThat(answer.scope()).containsAll(CONTACTS);
            events.skipAll();
            assertThat(oauth.refresh(CONTACTS_APP, answer.refreshToken(), Map.of())
                            .scope())
                    .containsAll(CONTACTS);
            if (mode.equals("report")) {
                assertRefused(
                        next(events, EventType.REFRESH_TOKEN), Map.of("delete:contacts", "not_permitted"), "report");
            }
        } finally {
            admin.turnSwitch(true);
        }
    }

    private TokenAnswer logIn() {
        Page callback = oauth.login(
                oauth.browser(),
                oauth.authorizationUrl(CONTACTS_APP, REQUEST, Map.of("kc_idp_hint", PartnerRealm.ALIAS)),
                USER,
                PASSWORD);
        return oauth.exchange(CONTACTS_APP, callback, Map.of());
    }

    private void rotate(boolean rotating) {
        var representation = realm.admin().toRepresentation();
        representation.setRevokeRefreshToken(rotating);
        realm.admin().update(representation);
    }
}
