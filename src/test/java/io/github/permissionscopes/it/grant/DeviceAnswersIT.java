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
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a device is told that gets no tokens, or not at once; and what its user sees then. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DeviceAnswersIT {

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
    void tellsTheDeviceOfAUserWhoSaysNo() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        Page consent = device.verify("anna");
        consent.decline();

        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    /** It has been too fast once; client and administrator learn all the same what was refused. */
    @Test
    void tellsWhatWasRefusedToADeviceThatHasPolledTooSoon() {
        admin.configure(Map.of("tellClient", "true"));
        admin.clients().setAttribute(EveryGrantClient.ID, "oauth2.device.polling.interval", "5");
        Device device = client.asking(CONTACTS_REQUEST).device();
        Page consent = device.verify("anna");
        assertThat(client.pollOnce(device).error()).isEqualTo("authorization_pending");
        consent.accept();
        assertThat(client.pollOnce(device).error()).isEqualTo("slow_down");
        events.skipAll();

        TokenAnswer answer = assertGrants(device.poll(), "read:contacts");

        assertThat(answer.body().path("refused_scopes").toString()).isEqualTo("[\"delete:contacts\"]");
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED);
    }

    @Test
    void tellsTheDeviceThatTheRequestIsRejected() {
        admin.configure(Map.of("refusal", "reject"));
        Device device = client.asking(CONTACTS_REQUEST).device();

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
        admin.clients().overrideFlow(EveryGrantClient.ID, "browser", flow);
        Device device = client.asking(CONTACTS_REQUEST).device();

        Page page = device.verify("anna");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.title()).isEqualTo("Access is not granted");
        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    @Test
    void leavesStrangeDeviceCodesToKeycloak() {
        for (String code : List.of("", "x", "dc.x", "\u0000")) {
            TokenAnswer answer =
                    client.grant("urn:ietf:params:oauth:grant-type:device_code", Map.of("device_code", code));
            assertThat(answer.status()).isEqualTo(400);
        }
        Device device = client.asking(CONTACTS_REQUEST).device();
        device.verify("anna").accept();
        assertThat(consentClient.poll(device).error())
                .as("another client's device code")
                .isEqualTo("invalid_grant");
    }
}
