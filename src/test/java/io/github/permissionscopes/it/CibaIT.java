package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.demo.DemoRealm.SECRET;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.Agreement.assertUserinfo;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.AuthenticationDevice;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** OpenID Connect CIBA, poll mode: the client asks, the user approves on another device, the client polls. */
@KeycloakIntegrationTest(config = ProductServer.class)
class CibaIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final String BANK = "bank";
    private static final String PARTNER_BANK = "partner-bank";

    static final class CibaRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            for (String clientId : List.of(BANK, PARTNER_BANK)) {
                realm.clients(DemoRealm.application(clientId, DemoRealm.CONTACTS)
                        .publicClient(false)
                        .secret(SECRET)
                        .consentRequired(clientId.equals(PARTNER_BANK))
                        .attribute("oidc.ciba.grant.enabled", "true")
                        .attribute("ciba.backchannel.token.delivery.mode", "poll"));
            }
            return realm.attribute("cibaInterval", "1");
        }
    }

    @InjectRealm(config = CibaRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;
    private AuthenticationDevice device;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
        device = new AuthenticationDevice(realm.getBaseUrl());
    }

    @AfterEach
    void backToDefaults() {
        device.close();
        admin.configure(Map.of());
    }

    @Test
    void asksOnTheDeviceAndGrantsWhatTheUserHolds() {
        String request = ask(BANK, "anna", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        device.approve();

        TokenAnswer answer = poll(BANK, request);

        assertGrants(answer, List.of("read:contacts"));
        assertUserinfo(oauth, answer.accessToken(), List.of("read:contacts"));
        assertThat(next(events, EventType.AUTHREQID_TO_TOKEN).getDetails())
                .containsEntry("scope_refused", "delete:contacts")
                .containsEntry("scope_refused_reasons", "delete:contacts=not_permitted")
                .hasEntrySatisfying(
                        "scope_requested", asked -> assertThat(asked).startsWith(REQUEST))
                .hasEntrySatisfying(
                        "scope", scope -> assertThat(Set.of(scope.split(" "))).isEqualTo(answer.scope()));
        assertGrants(
                oauth.refresh(BANK, answer.refreshToken(), Map.of("client_secret", SECRET)), List.of("read:contacts"));
    }

    @Test
    void storesNoConsentForARefusedScope() {
        String request = ask(PARTNER_BANK, "anna", REQUEST);
        device.approve();

        assertGrants(poll(PARTNER_BANK, request), List.of("read:contacts"));
        assertThat(admin.user("anna").getConsents().toString())
                .contains("read:contacts")
                .doesNotContain("delete:contacts");
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        String request = ask(BANK, "carl", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts", "delete:contacts");
        device.approve();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            assertGrants(poll(BANK, request), List.of("read:contacts"));
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void rejectsBeforeTheUserIsAsked() {
        admin.configure(Map.of("refusal", "reject"));

        TokenAnswer answer = askFor(BANK, "anna", REQUEST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertThat(device.wasAsked()).isFalse();
    }

    @Test
    void changesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        try {
            ask(BANK, "anna", REQUEST);
            assertThat(device.scopeAsked()).contains("read:contacts", "delete:contacts");
        } finally {
            admin.turnSwitch(true);
        }
    }

    private String ask(String client, String user, String scope) {
        TokenAnswer answer = askFor(client, user, scope);
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return answer.body().path("auth_req_id").asText();
    }

    private TokenAnswer askFor(String client, String user, String scope) {
        return oauth.postForm(
                "ext/ciba/auth",
                Map.of("client_id", client, "client_secret", SECRET, "login_hint", user, "scope", scope));
    }

    private TokenAnswer poll(String client, String request) {
        Map<String, String> form = Map.of(
                "grant_type", "urn:openid:params:grant-type:ciba",
                "client_id", client,
                "client_secret", SECRET,
                "auth_req_id", request);
        TokenAnswer answer = oauth.token(form);
        while (Set.of("slow_down", "authorization_pending").contains(String.valueOf(answer.error()))) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            answer = oauth.token(form);
        }
        return answer;
    }
}
