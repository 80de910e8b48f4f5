package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
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
    private static final String PINGED_BANK = "pinged-bank";

    static final class CibaRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            for (String clientId : List.of(BANK, PARTNER_BANK, PINGED_BANK)) {
                realm.clients(DemoRealm.application(clientId, CONTACTS)
                        .publicClient(false)
                        .secret(SECRET)
                        .consentRequired(clientId.equals(PARTNER_BANK))
                        .attribute("oidc.ciba.grant.enabled", "true")
                        .attribute(
                                "ciba.backchannel.token.delivery.mode", clientId.equals(PINGED_BANK) ? "ping" : "poll")
                        .attribute("ciba.backchannel.client.notification.endpoint", AuthenticationDevice.pingUrl()));
            }
            return realm.attribute("cibaInterval", "1");
        }
    }

    @InjectRealm(config = CibaRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private AuthenticationDevice device;

    @BeforeEach
    void setUp() {
        device = new AuthenticationDevice(realm.getBaseUrl());
    }

    @AfterEach
    void backToDefaults() {
        device.close();
        admin.configure(Map.of());
    }

    @Test
    @Covers(route = Route.CIBA_POLL)
    void asksOnTheDeviceAndGrantsWhatTheUserHolds() {
        String request = ask(BANK, "anna", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        device.approve();

        TokenAnswer answer = poll(BANK, request);

        assertGrantedEverywhere(BANK, answer);
    }

    @Test
    @Covers(route = Route.CIBA_PING)
    void asksOnTheDeviceAndTellsTheClient() {
        TokenAnswer asked = oauth.postForm(
                "ext/ciba/auth",
                Map.of(
                        "client_id", PINGED_BANK,
                        "client_secret", SECRET,
                        "login_hint", "anna",
                        "scope", REQUEST,
                        "client_notification_token", "token-of-the-client"));
        String request = asked.body().path("auth_req_id").asText();
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        assertThat(device.wasPinged()).isFalse();
        device.approve();

        assertThat(device.wasPinged()).isTrue();
        assertGrantedEverywhere(PINGED_BANK, poll(PINGED_BANK, request));
    }

    private void assertGrantedEverywhere(String clientId, TokenAnswer answer) {
        assertEverywhere(oauth, clientId, Map.of("client_secret", SECRET), answer, List.of("read:contacts"));
        EventRepresentation event = next(events, EventType.AUTHREQID_TO_TOKEN);
        assertScope(assertRefused(event, Map.of("delete:contacts", "not_permitted")), answer);
        assertThat(event.getDetails().get("scope_requested")).startsWith(REQUEST);
    }

    @Test
    @Covers(
            route = {Route.CIBA_POLL, Route.CIBA_PING},
            at = Moment.CONSENT)
    void storesNoConsentForARefusedScope() {
        String request = ask(PARTNER_BANK, "anna", REQUEST);
        device.approve();

        assertGrants(poll(PARTNER_BANK, request), "read:contacts");
        assertConsent(device.scopeAsked(), admin.storedConsent("anna", PARTNER_BANK), List.of("read:contacts"));
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        String request = ask(BANK, "carl", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts", "delete:contacts");
        device.approve();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertGrants(poll(BANK, request), "read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strip", "reject", "reject_if_none_left"})
    void tellsTheClientNothingBeforeTheUserHasAnswered(String refusal) {
        admin.configure(Map.of("refusal", refusal));

        for (String scope :
                List.of(REQUEST, "openid delete:contacts", "openid profile read:contacts delete:contacts")) {
            assertThat(List.of("anna", "carl", "nora"))
                    .extracting(user -> ask(BANK, user, scope).length())
                    .as("lengths of auth_req_id")
                    .containsOnly(ask(BANK, "carl", scope).length());
        }
        String request = ask(BANK, "nora", REQUEST);
        assertThat(pollOnce(BANK, request).error()).isEqualTo("authorization_pending");
        assertThat(device.scopeAsked()).doesNotContain("read:contacts", "delete:contacts");
    }

    @Test
    void asManyLettersWhereAScopeIsAdded() {
        admin.setScopeAttribute("delete:contacts", PermissionScopes.AUTO_GRANT, "true");
        int anna = ask(BANK, "anna", "openid read:contacts").length();
        int carl = ask(BANK, "carl", "openid read:contacts").length();

        assertThat(device.scopeAsked()).contains("delete:contacts");
        assertThat(carl).isEqualTo(anna);
    }

    @Test
    void rejectsOnceTheUserHasAnswered() {
        admin.configure(Map.of("refusal", "reject"));
        String request = ask(BANK, "anna", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        device.approve();

        TokenAnswer answer = poll(BANK, request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertThat(answer.body().path("error_description").asText()).isEqualTo("Not permitted: delete:contacts");
        assertRefused(next(events, EventType.AUTHREQID_TO_TOKEN_ERROR), Map.of("delete:contacts", "not_permitted"));
        assertThat(poll(BANK, request).error()).as("used up").isEqualTo("invalid_grant");
    }

    @Test
    void takesNothingThatAClientSendsForItsOwn() {
        Map<String, String> form = new HashMap<>(askForm(BANK, "anna", REQUEST));
        form.put("permission_scopes_requested", "openid made:up");
        form.put("permission_scopes_resource", CONTACTS_API);
        form.put("permission_scopes_seal", "AAAA");
        String request =
                oauth.postForm("ext/ciba/auth", form).body().path("auth_req_id").asText();
        device.approve();

        assertGrantedEverywhere(BANK, poll(BANK, request));
    }

    /** As long as nothing is enforced, everything that a client sends is kept. */
    @Test
    void judgesNowWhatWasAskedWhileTheSwitchWasOff() {
        admin.turnSwitch(false);
        Map<String, String> form = new HashMap<>(askForm(BANK, "anna", REQUEST));
        form.put("permission_scopes_requested", "openid made:up");
        form.put("permission_scopes_seal", "AAAA");
        String request =
                oauth.postForm("ext/ciba/auth", form).body().path("auth_req_id").asText();
        device.approve();
        admin.turnSwitch(true);

        assertGrantedEverywhere(BANK, poll(BANK, request));
    }

    @Test
    void changesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        ask(BANK, "anna", REQUEST);
        assertThat(device.scopeAsked()).contains("read:contacts", "delete:contacts");
    }

    private String ask(String client, String user, String scope) {
        TokenAnswer answer = askFor(client, user, scope);
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return answer.body().path("auth_req_id").asText();
    }

    private TokenAnswer askFor(String client, String user, String scope) {
        return oauth.postForm("ext/ciba/auth", askForm(client, user, scope));
    }

    private static Map<String, String> askForm(String client, String user, String scope) {
        return Map.of("client_id", client, "client_secret", SECRET, "login_hint", user, "scope", scope);
    }

    private TokenAnswer poll(String client, String request) {
        TokenAnswer answer = pollOnce(client, request);
        while (Set.of("slow_down", "authorization_pending").contains(String.valueOf(answer.error()))) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            answer = pollOnce(client, request);
        }
        return answer;
    }

    private TokenAnswer pollOnce(String client, String request) {
        return oauth.token(Map.of(
                "grant_type", "urn:openid:params:grant-type:ciba",
                "client_id", client,
                "client_secret", SECRET,
                "auth_req_id", request));
    }
}
