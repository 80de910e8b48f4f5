package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.Agreement.*;
import static io.github.permissionscopes.it.support.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.*;
import io.github.permissionscopes.it.support.Browser.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The device authorization grant (RFC 8628): the device asks, a user approves in a browser, the device polls. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeviceGrantIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    private Browser browser;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        for (String client : List.of(CONTACTS_APP, CONSENT_APP)) {
            admin.setClientAttribute(client, "oauth2.device.authorization.grant.enabled", "true");
            admin.setClientAttribute(client, "oauth2.device.polling.interval", "1");
        }
    }

    @Test
    @Covers(route = Route.DEVICE)
    void grantsTheDeviceWhatTheUserHolds() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        Page consent = verify(device, "anna");
        assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        approve(consent);

        TokenAnswer answer = poll(CONTACTS_APP, device);

        assertEverywhere(contactsApp, answer, "read:contacts");
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED);
        assertScope(
                assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED), answer);
        assertThat(poll(CONTACTS_APP, device).error())
                .as("a device code is used once")
                .isEqualTo("invalid_grant");
    }

    @Test
    @Covers(route = Route.DEVICE_CONSENT)
    @Covers(route = Route.DEVICE_CONSENT, at = Moment.CONSENT)
    void grantsADeviceOfAClientThatNeedsConsent() {
        JsonNode device = authorize(CONSENT_APP, REQUEST);
        Page consent = verify(device, "anna");
        approve(consent);

        assertConsent(consent, admin.storedConsent("anna", CONSENT_APP), List.of("read:contacts"));
        assertEverywhere(oauth.client(CONSENT_APP), poll(CONSENT_APP, device), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void asksOnceMoreForAPermissionThatWasGainedLater() {
        approve(verify(authorize(CONSENT_APP, REQUEST), "anna"));
        admin.give("anna", CONTACTS_API, "delete:contacts");
        JsonNode device = authorize(CONSENT_APP, REQUEST);
        Page asked = verify(device, "anna");
        approve(asked);

        assertThat(asked.text()).contains("Delete your contacts");
        assertGrants(poll(CONSENT_APP, device), CONTACTS);
        assertThat(admin.storedConsent("anna", CONSENT_APP)).contains("read:contacts", "delete:contacts");
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        approve(verify(device, "carl"));
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertGrants(poll(CONTACTS_APP, device), "read:contacts");
    }

    @Test
    void doesNotWidenByAPermissionThatWasGainedBetweenApprovalAndPoll() {
        JsonNode device = authorize(CONSENT_APP, REQUEST);
        approve(verify(device, "anna"));
        admin.give("anna", CONTACTS_API, "delete:contacts");
        assertGrants(poll(CONSENT_APP, device), "read:contacts");
    }

    /** All else that Keycloak keeps of a login is that of the client's last login in the user's session. */
    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid delete:contacts", REQUEST})
    void keepsWhatWasApprovedWhenTheClientHasAnotherLoginInTheSession(String scope) {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        approve(verify(device, "anna"));
        contactsApp.asking(scope).in(browser).open();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        assertGrants(poll(CONTACTS_APP, device), "read:contacts");
    }

    /** Nobody looks at a device's scope: it may have names that are ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permissionScopes.api=contacts-api",
                "permissionScopes.seal=9.AAAAAAAAAAAAAAAAAAAAAA",
                "permissionScopes.seal=x",
                "permissionScopes.api="
            })
    void takesNothingThatADeviceSendsForItsOwn(String ours) {
        JsonNode device = authorize(CONTACTS_APP, REQUEST + " " + ours);
        approve(verify(device, "anna"));
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED);
        admin.give("anna", CONTACTS_API, "delete:contacts");
        TokenAnswer answer = poll(CONTACTS_APP, device);

        assertGrants(answer, "read:contacts");
        assertThat(answer.body().toString()).doesNotContain("permissionScopes");
    }

    @Test
    void judgesNowWhatWasApprovedWhileTheSwitchWasOff() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST + " permissionScopes.seal=9.x");
        admin.turnSwitch(false);
        try {
            approve(verify(device, "anna"));
        } finally {
            admin.turnSwitch(true);
        }

        assertGrants(poll(CONTACTS_APP, device), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    /** The first one turns back at the consent page. */
    @Test
    void judgesASecondUserInTheSameBrowserAfresh() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        Page consent = verify(device, "anna");
        assertThat(consent.text()).doesNotContain("Delete your contacts");
        Page login = browser.open(device.path("verification_uri_complete").asText());
        Page second = browser.submit(login, Map.of("username", "carl", "password", PASSWORD));
        assertThat(second.text()).contains("Delete your contacts");
        approve(second);

        assertGrants(poll(CONTACTS_APP, device), CONTACTS);
    }

    @Test
    void tellsTheDeviceOfAUserWhoSaysNo() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        Page consent = verify(device, "anna");
        consent.decline();

        assertThat(poll(CONTACTS_APP, device).error()).isEqualTo("access_denied");
    }

    @Test
    void judgesTheUserWhoApprovesAndNobodyElse() {
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        verify(device, "anna");
        assertThat(poll(CONTACTS_APP, device).error()).isEqualTo("authorization_pending");

        approve(verify(device, "carl"));

        assertGrants(poll(CONTACTS_APP, device), CONTACTS);
    }

    /** It has been too fast once; client and administrator learn all the same what was refused. */
    @Test
    void tellsWhatWasRefusedToADeviceThatHasPolledTooSoon() {
        admin.configure(Map.of("tellClient", "true"));
        admin.setClientAttribute(CONTACTS_APP, "oauth2.device.polling.interval", "5");
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        Page consent = verify(device, "anna");
        assertThat(pollOnce(CONTACTS_APP, device).error()).isEqualTo("authorization_pending");
        approve(consent);
        assertThat(pollOnce(CONTACTS_APP, device).error()).isEqualTo("slow_down");
        events.skipAll();

        TokenAnswer answer = assertGrants(poll(CONTACTS_APP, device), "read:contacts");

        assertThat(answer.body().path("refused_scopes").toString()).isEqualTo("[\"delete:contacts\"]");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void addsAnAutoGrantedScope() {
        admin.setScopeAttribute("delete:contacts", PermissionScopes.AUTO_GRANT, "true");
        JsonNode device = authorize(CONTACTS_APP, "openid read:contacts");
        approve(verify(device, "carl"));

        assertGrants(poll(CONTACTS_APP, device), CONTACTS);
    }

    @Test
    void tellsTheDeviceThatTheRequestIsRejected() {
        admin.configure(Map.of("refusal", "reject"));
        JsonNode device = authorize(CONTACTS_APP, REQUEST);

        Page page = verify(device, "anna");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.title()).isEqualTo("Access is not granted");
        assertThat(page.document().select("#permission-scopes-refused li").eachText())
                .containsExactly("Delete your contacts");
        assertThat(page.document().forms()).isEmpty();
        assertThat(poll(CONTACTS_APP, device).error()).isEqualTo("access_denied");
    }

    /** In a flow that is stricter than the realm. */
    @Test
    void tellsTheUserOfADeviceWhatAFlowRejects() {
        FlowAdmin flows = admin.flows();
        String flow = flows.create("strict-device");
        flows.subFlow("strict-device", "strict-device-login", "REQUIRED");
        flows.step("strict-device-login", "auth-username-password-form", "REQUIRED", Map.of());
        flows.step("strict-device", PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
        admin.overrideFlow(CONTACTS_APP, "browser", flow);
        JsonNode device = authorize(CONTACTS_APP, REQUEST);

        Page page = verify(device, "anna");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.title()).isEqualTo("Access is not granted");
        assertThat(poll(CONTACTS_APP, device).error()).isEqualTo("access_denied");
    }

    @Test
    void leavesStrangeDeviceCodesToKeycloak() {
        for (String code : List.of("", "x", "dc.x", "\u0000")) {
            TokenAnswer answer = oauth.token(Map.of(
                    "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                    "client_id", CONTACTS_APP,
                    "device_code", code));
            assertThat(answer.status()).isEqualTo(400);
        }
        JsonNode device = authorize(CONTACTS_APP, REQUEST);
        approve(verify(device, "anna"));
        assertThat(poll(CONSENT_APP, device).error())
                .as("another client's device code")
                .isEqualTo("invalid_grant");
    }

    private JsonNode authorize(String clientId, String scope) {
        TokenAnswer answer = oauth.postForm("auth/device", Map.of("client_id", clientId, "scope", scope));
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** In a browser of the user's own. */
    private Page verify(JsonNode device, String user) {
        browser = oauth.browser();
        Page login = browser.open(device.path("verification_uri_complete").asText());
        return browser.submit(login, Map.of("username", user, "password", PASSWORD));
    }

    private void approve(Page consent) {
        consent.accept();
    }

    /** As a well-behaved device does: a second poll within the interval is answered {@code slow_down}. */
    private TokenAnswer poll(String clientId, JsonNode device) {
        TokenAnswer answer = pollOnce(clientId, device);
        while ("slow_down".equals(answer.error())) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            answer = pollOnce(clientId, device);
        }
        return answer;
    }

    private TokenAnswer pollOnce(String clientId, JsonNode device) {
        return oauth.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                clientId,
                "device_code",
                device.path("device_code").asText()));
    }
}
