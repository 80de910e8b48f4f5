package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.PartnerRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Users of an identity provider who are in their session only (feature {@code transient-users}). */
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        PartnerRealm.connect(realm, partner, provider -> provider.getConfig().put("doNotStoreUsers", "true"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areJudgedLikeOthers(boolean rotating) {
        realm.updateWithCleanup(settings -> settings.revokeRefreshToken(rotating));

        TokenAnswer answer = assertGrants(logIn(), PERMITTED);
        assertThat(answer.accessClaims().path("sub").asText()).startsWith("lightweight-");
        TokenAnswer refreshed = assertGrants(contactsApp.refresh(answer), PERMITTED);
        assertGrants(contactsApp.refresh(refreshed), PERMITTED);
    }

    /** With {@code match=all} Keycloak's own check grants what the rule refuses. */
    @ParameterizedTest
    @CsvSource({"false, report", "true, report", "true, off"})
    void areLeftAloneWhereNothingIsEnforced(boolean rotating, String mode) {
        realm.updateWithCleanup(settings -> settings.revokeRefreshToken(rotating));
        if (mode.equals("off")) {
            admin.turnSwitch(false);
        } else {
            admin.configure(Map.of("mode", mode));
        }
        TokenAnswer answer = logIn();
        assertThat(answer.scope()).containsAll(CONTACTS);
        events.skipAll();
        assertThat(contactsApp.refresh(answer).scope()).containsAll(CONTACTS);
        if (mode.equals("report")) {
            assertRefused(next(events, EventType.REFRESH_TOKEN), Map.of("delete:contacts", "not_permitted"), "report");
        }
    }

    private TokenAnswer logIn() {
        return contactsApp
                .asking(REQUEST)
                .with("kc_idp_hint", PartnerRealm.ALIAS)
                .as(USER)
                .byCode();
    }
}
