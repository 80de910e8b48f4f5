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
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** OpenID Connect CIBA, poll mode: the client asks, the user approves on another device, the client polls. */
@KeycloakIntegrationTest(config = ProductServer.class)
class CibaIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient bank;

    @InjectOAuthClient(value = HostileRealm.CONSENT_ID, confidential = true)
    OAuthClient partnerBank;

    @InjectRealmAdmin
    RealmAdmin admin;

    @AutoClose
    private AuthenticationDevice device;

    @BeforeEach
    void setUp() {
        device = new AuthenticationDevice(realm.getBaseUrl());
    }

    @Test
    @Covers(route = Route.CIBA_POLL)
    void asksOnTheDeviceAndGrantsWhatTheUserHolds() {
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST).as("anna").backchannel();
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        device.approve();

        assertGrantedEverywhere(asked);
    }

    @Test
    @Covers(route = Route.CIBA_PING)
    void asksOnTheDeviceAndTellsTheClient() {
        admin.clients()
                .setAttribute(
                        EveryGrantClient.ID,
                        "ciba.backchannel.client.notification.endpoint",
                        AuthenticationDevice.pingUrl());
        admin.clients().setAttribute(EveryGrantClient.ID, "ciba.backchannel.token.delivery.mode", "ping");
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST)
                .with("client_notification_token", "token-of-the-client")
                .as("anna")
                .backchannel();
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        assertThat(device.wasPinged()).isFalse();
        device.approve();

        assertThat(device.wasPinged()).isTrue();
        assertGrantedEverywhere(asked);
    }

    private void assertGrantedEverywhere(TokenAnswer asked) {
        TokenAnswer answer = assertEverywhere(bank, bank.fetch(asked), "read:contacts");
        EventRepresentation event = next(events, EventType.AUTHREQID_TO_TOKEN);
        assertScope(assertRefused(event, DELETE_REFUSED), answer);
        assertThat(event.getDetails().get("scope_requested")).startsWith(CONTACTS_REQUEST);
    }

    @Test
    @Covers(
            route = {Route.CIBA_POLL, Route.CIBA_PING},
            at = Moment.CONSENT)
    void storesNoConsentForARefusedScope() {
        assertGrants(partnerBank.asking(CONTACTS_REQUEST).as("anna").byBackchannel(device), "read:contacts");

        assertConsent(
                device.scopeAsked(),
                admin.people().storedConsent("anna", HostileRealm.CONSENT_ID),
                List.of("read:contacts"));
    }

    @Test
    void takesAPermissionThatWasLostBetweenApprovalAndPoll() {
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST).as("carl").backchannel();
        assertThat(device.scopeAsked()).containsAll(CONTACTS);
        device.approve();
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertGrants(bank.fetch(asked), "read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strip", "reject", "reject_if_none_left"})
    void tellsTheClientNothingBeforeTheUserHasAnswered(String refusal) {
        admin.configure(Map.of("refusal", refusal));

        for (String scope : List.of(CONTACTS_REQUEST, "openid delete:contacts", "openid profile " + CONTACTS_REQUEST)) {
            assertThat(List.of("anna", "carl", "nora"))
                    .extracting(user -> lengthOfRequestId(user, scope))
                    .as("lengths of auth_req_id")
                    .containsOnly(lengthOfRequestId("carl", scope));
        }
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST).as("nora").backchannel();
        assertThat(bank.fetchOnce(asked).error()).isEqualTo("authorization_pending");
        assertThat(device.scopeAsked()).doesNotContainAnyElementsOf(CONTACTS);
    }

    @Test
    void asManyLettersWhereAScopeIsAdded() {
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.AUTO_GRANT, "true");
        int anna = lengthOfRequestId("anna", "openid read:contacts");
        int carl = lengthOfRequestId("carl", "openid read:contacts");

        assertThat(device.scopeAsked()).contains("delete:contacts");
        assertThat(carl).isEqualTo(anna);
    }

    private int lengthOfRequestId(String user, String scope) {
        TokenAnswer asked = bank.asking(scope).as(user).backchannel();
        assertThat(asked.status()).as("answer %s", asked.body()).isEqualTo(200);
        return asked.body().path("auth_req_id").asText().length();
    }

    @Test
    void rejectsOnceTheUserHasAnswered() {
        admin.configure(Map.of("refusal", "reject"));
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST).as("anna").backchannel();
        assertThat(device.scopeAsked()).contains("read:contacts").doesNotContain("delete:contacts");
        device.approve();

        TokenAnswer answer = bank.fetch(asked);

        assertNoToken(answer, "invalid_scope");
        assertThat(answer.body().path("error_description").asText()).isEqualTo("Not permitted: delete:contacts");
        assertRefused(next(events, EventType.AUTHREQID_TO_TOKEN_ERROR), DELETE_REFUSED);
        assertThat(bank.fetch(asked).error()).as("used up").isEqualTo("invalid_grant");
    }

    @Test
    void takesNothingThatAClientSendsForItsOwn() {
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST)
                .with(Map.of(
                        "permission_scopes_requested", "openid made:up",
                        "permission_scopes_resource", CONTACTS_API,
                        "permission_scopes_seal", "AAAA"))
                .as("anna")
                .backchannel();
        device.approve();

        assertGrantedEverywhere(asked);
    }

    /** As long as nothing is enforced, everything that a client sends is kept. */
    @Test
    void judgesNowWhatWasAskedWhileTheSwitchWasOff() {
        admin.turnSwitch(false);
        TokenAnswer asked = bank.asking(CONTACTS_REQUEST)
                .with(Map.of("permission_scopes_requested", "openid made:up", "permission_scopes_seal", "AAAA"))
                .as("anna")
                .backchannel();
        device.approve();
        admin.turnSwitch(true);

        assertGrantedEverywhere(asked);
    }

    @Test
    void changesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        bank.asking(CONTACTS_REQUEST).as("anna").backchannel();
        assertThat(device.scopeAsked()).containsAll(CONTACTS);
    }
}
