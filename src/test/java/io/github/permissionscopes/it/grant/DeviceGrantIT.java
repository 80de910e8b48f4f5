package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

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
        Device device = contactsApp.asking(REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        consent.accept();

        TokenAnswer answer = device.poll();

        assertEverywhere(contactsApp, answer, "read:contacts");
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED);
        assertScope(
                assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED), answer);
        assertThat(device.poll().error()).as("a device code is used once").isEqualTo("invalid_grant");
    }

    @Test
    @Covers(route = Route.DEVICE_CONSENT)
    @Covers(route = Route.DEVICE_CONSENT, at = Moment.CONSENT)
    void grantsADeviceOfAClientThatNeedsConsent() {
        Device device = consentApp.asking(REQUEST).device();
        Page consent = device.verify("anna");
        consent.accept();

        assertConsent(consent, admin.storedConsent("anna", CONSENT_APP), List.of("read:contacts"));
        assertEverywhere(consentApp, device.poll(), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void asksOnceMoreForAPermissionThatWasGainedLater() {
        consentApp.asking(REQUEST).device().verify("anna").accept();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        Device device = consentApp.asking(REQUEST).device();
        Page asked = device.verify("anna");
        asked.accept();

        assertThat(asked.text()).contains("Delete your contacts");
        assertGrants(device.poll(), CONTACTS);
        assertThat(admin.storedConsent("anna", CONSENT_APP)).contains("read:contacts", "delete:contacts");
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        Device device = contactsApp.asking(REQUEST).device();
        device.verify("carl").accept();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertGrants(device.poll(), "read:contacts");
    }

    @Test
    void doesNotWidenByAPermissionThatWasGainedBetweenApprovalAndPoll() {
        Device device = consentApp.asking(REQUEST).device();
        device.verify("anna").accept();
        admin.give("anna", CONTACTS_API, "delete:contacts");

        assertGrants(device.poll(), "read:contacts");
    }

    /** All else that Keycloak keeps of a login is that of the client's last login in the user's session. */
    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid delete:contacts", REQUEST})
    void keepsWhatWasApprovedWhenTheClientHasAnotherLoginInTheSession(String scope) {
        Device device = contactsApp.asking(REQUEST).device();
        Page approved = device.verify("anna").accept();
        contactsApp.asking(scope).in(approved.browser()).open();
        admin.give("anna", CONTACTS_API, "delete:contacts");

        assertGrants(device.poll(), "read:contacts");
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
        Device device = contactsApp.asking(REQUEST + " " + ours).device();
        device.verify("anna").accept();
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, DELETE_REFUSED);
        admin.give("anna", CONTACTS_API, "delete:contacts");

        TokenAnswer answer = device.poll();

        assertGrants(answer, "read:contacts");
        assertThat(answer.body().toString()).doesNotContain("permissionScopes");
    }

    @Test
    void judgesNowWhatWasApprovedWhileTheSwitchWasOff() {
        Device device =
                contactsApp.asking(REQUEST + " permissionScopes.seal=9.x").device();
        admin.whileOff(() -> device.verify("anna").accept());

        assertGrants(device.poll(), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    /** The first one turns back at the consent page. */
    @Test
    void judgesASecondUserInTheSameBrowserAfresh() {
        Device device = contactsApp.asking(REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(consent.text()).doesNotContain("Delete your contacts");
        Page second = device.verify(consent.browser(), "carl");
        assertThat(second.text()).contains("Delete your contacts");
        second.accept();

        assertGrants(device.poll(), CONTACTS);
    }

    @Test
    void tellsTheDeviceOfAUserWhoSaysNo() {
        Device device = contactsApp.asking(REQUEST).device();
        Page consent = device.verify("anna");
        consent.decline();

        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void judgesTheUserWhoApprovesAndNobodyElse() {
        Device device = contactsApp.asking(REQUEST).device();
        device.verify("anna");
        assertThat(device.poll().error()).isEqualTo("authorization_pending");

        device.verify("carl").accept();

        assertGrants(device.poll(), CONTACTS);
    }

    /** It has been too fast once; client and administrator learn all the same what was refused. */
    @Test
    void tellsWhatWasRefusedToADeviceThatHasPolledTooSoon() {
        admin.configure(Map.of("tellClient", "true"));
        admin.setClientAttribute(CONTACTS_APP, "oauth2.device.polling.interval", "5");
        Device device = contactsApp.asking(REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(contactsApp.pollOnce(device).error()).isEqualTo("authorization_pending");
        consent.accept();
        assertThat(contactsApp.pollOnce(device).error()).isEqualTo("slow_down");
        events.skipAll();

        TokenAnswer answer = assertGrants(device.poll(), "read:contacts");

        assertThat(answer.body().path("refused_scopes").toString()).isEqualTo("[\"delete:contacts\"]");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    @Test
    void addsAnAutoGrantedScope() {
        admin.setScopeAttribute("delete:contacts", PermissionScopes.AUTO_GRANT, "true");
        Device device = contactsApp.asking("openid read:contacts").device();
        device.verify("carl").accept();

        assertGrants(device.poll(), CONTACTS);
    }

    @Test
    void tellsTheDeviceThatTheRequestIsRejected() {
        admin.configure(Map.of("refusal", "reject"));
        Device device = contactsApp.asking(REQUEST).device();

        Page page = device.verify("anna");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.title()).isEqualTo("Access is not granted");
        assertThat(page.document().select("#permission-scopes-refused li").eachText())
                .containsExactly("Delete your contacts");
        assertThat(page.document().forms()).isEmpty();
        assertThat(device.poll().error()).isEqualTo("access_denied");
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
        Device device = contactsApp.asking(REQUEST).device();

        Page page = device.verify("anna");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.title()).isEqualTo("Access is not granted");
        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void leavesStrangeDeviceCodesToKeycloak() {
        for (String code : List.of("", "x", "dc.x", "\u0000")) {
            TokenAnswer answer =
                    contactsApp.grant("urn:ietf:params:oauth:grant-type:device_code", Map.of("device_code", code));
            assertThat(answer.status()).isEqualTo(400);
        }
        Device device = contactsApp.asking(REQUEST).device();
        device.verify("anna").accept();
        assertThat(consentApp.poll(device).error())
                .as("another client's device code")
                .isEqualTo("invalid_grant");
    }
}
