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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The device authorization grant (RFC 8628): the device asks, a user approves in a browser, the device polls. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeviceGrantIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = HostileRealm.CONSENT_ID, confidential = true)
    OAuthClient consentClient;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(route = Route.DEVICE)
    void grantsTheDeviceWhatTheUserHolds() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        consent.accept();

        TokenAnswer answer = device.poll();

        assertEverywhere(client, answer, "read:contacts");
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), CONTACTS_REQUEST, DELETE_REFUSED);
        assertScope(
                assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED),
                answer);
        assertThat(device.poll().error()).as("a device code is used once").isEqualTo("invalid_grant");
    }

    @Test
    @Covers(route = Route.DEVICE_CONSENT)
    @Covers(route = Route.DEVICE_CONSENT, at = Moment.CONSENT)
    void grantsADeviceOfAClientThatNeedsConsent() {
        Device device = consentClient.asking(CONTACTS_REQUEST).device();
        Page consent = device.verify("anna");
        consent.accept();

        assertConsent(consent, admin.people().storedConsent("anna", HostileRealm.CONSENT_ID), List.of("read:contacts"));
        assertEverywhere(consentClient, device.poll(), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED);
    }

    @Test
    void asksOnceMoreForAPermissionThatWasGainedLater() {
        consentClient.asking(CONTACTS_REQUEST).device().verify("anna").accept();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        Device device = consentClient.asking(CONTACTS_REQUEST).device();
        Page asked = device.verify("anna");
        asked.accept();

        assertThat(asked.text()).contains("Delete your contacts");
        assertGrants(device.poll(), CONTACTS);
        assertThat(admin.people().storedConsent("anna", HostileRealm.CONSENT_ID))
                .contains("read:contacts", "delete:contacts");
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        device.verify("carl").accept();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertGrants(device.poll(), "read:contacts");
    }

    @Test
    void doesNotWidenByAPermissionThatWasGainedBetweenApprovalAndPoll() {
        Device device = consentClient.asking(CONTACTS_REQUEST).device();
        device.verify("anna").accept();
        admin.give("anna", CONTACTS_API, "delete:contacts");

        assertGrants(device.poll(), "read:contacts");
    }

    /** All else that Keycloak keeps of a login is that of the client's last login in the user's session. */
    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid delete:contacts", CONTACTS_REQUEST})
    void keepsWhatWasApprovedWhenTheClientHasAnotherLoginInTheSession(String scope) {
        Device device = client.asking(CONTACTS_REQUEST).device();
        Page approved = device.verify("anna").accept();
        client.asking(scope).in(approved.browser()).open();
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
        Device device = client.asking(CONTACTS_REQUEST + " " + ours).device();
        device.verify("anna").accept();
        assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), CONTACTS_REQUEST, DELETE_REFUSED);
        admin.give("anna", CONTACTS_API, "delete:contacts");

        TokenAnswer answer = device.poll();

        assertGrants(answer, "read:contacts");
        assertThat(answer.body().toString()).doesNotContain("permissionScopes");
    }

    @Test
    void judgesNowWhatWasApprovedWhileTheSwitchWasOff() {
        Device device =
                client.asking(CONTACTS_REQUEST + " permissionScopes.seal=9.x").device();
        admin.whileOff(() -> device.verify("anna").accept());

        assertGrants(device.poll(), "read:contacts");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED);
    }

    /** The first one turns back at the consent page. */
    @Test
    void judgesASecondUserInTheSameBrowserAfresh() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(consent.text()).doesNotContain("Delete your contacts");
        Page second = device.verify(consent.browser(), "carl");
        assertThat(second.text()).contains("Delete your contacts");
        second.accept();

        assertGrants(device.poll(), CONTACTS);
    }

    @Test
    void judgesTheUserWhoApprovesAndNobodyElse() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        device.verify("anna");
        assertThat(device.poll().error()).isEqualTo("authorization_pending");

        device.verify("carl").accept();

        assertGrants(device.poll(), CONTACTS);
    }

    @Test
    void addsAnAutoGrantedScope() {
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.AUTO_GRANT, "true");
        Device device = client.asking("openid read:contacts").device();
        device.verify("carl").accept();

        assertGrants(device.poll(), CONTACTS);
    }
}
