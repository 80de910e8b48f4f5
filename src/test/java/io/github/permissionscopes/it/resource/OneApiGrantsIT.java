package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that is named, in the grants without a redirect: device, CIBA, assertion. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiGrantsIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.GrantsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatADeviceNames(String parameter) {
        Device device =
                client.asking(REQUEST).with(parameter, CONTACTS.audience()).device();
        Page consent = device.verify(DORA);
        assertThat(consent.text())
                .contains("Read your contacts", "Delete your contacts")
                .doesNotContain("timesheets");
        consent.accept();
        events.skipAll();

        TokenAnswer answer = client.poll(device);

        CONTACTS.assertEverywhere(client, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, OTHERS_REFUSED);
    }

    @Test
    void keepsTwoDevicesOfAUserApart() {
        Device contacts = approvedDevice(CONTACTS_API);
        Device all = client.asking(REQUEST).device();
        all.verify(DORA).accept();

        assertForAll(client.poll(all));
        CONTACTS.assertToken(client.poll(contacts), CONTACTS_SCOPES);
    }

    /** Under this name the product keeps what was named. */
    @Test
    void takesNoNameThatAClientSendsForItsOwn() {
        Asking asking = client.asking(REQUEST).with("permission_scopes_resource", CONTACTS_API);

        assertForNoOne(asking.as(DORA).byDevice());
        assertForNoOne(asking.as(DORA).byCode());
        assertForNoOne(asking.as(DORA).byBackchannel());
        assertForNoOne(client.asking(REQUEST + " permissionScopes.api=contacts-api")
                .as(DORA)
                .byDevice());
    }

    /** Scopes of several APIs, and nothing that makes it a token for one. */
    private static void assertForNoOne(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).contains("delete:contacts", "read:timesheets");
        assertThat(answer.accessClaims().has("permission_scopes_api")).isFalse();
    }

    @Test
    void takesNoOtherNameFromADevice() {
        assertInvalidTarget(client.asking(REQUEST).of("nobody").device().answer());
        assertThat(next(events, EventType.OAUTH2_DEVICE_AUTH_ERROR).getError()).isEqualTo("invalid_target");
        Device device = approvedDevice(CONTACTS_API);

        assertInvalidTarget(client.naming("resource", TIMESHEETS_API).poll(device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatABackchannelRequestNames(String parameter) {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked = client.asking(REQUEST)
                    .with(parameter, CONTACTS_API)
                    .as(DORA)
                    .backchannel();
            assertThat(phone.scopeAsked()).containsAll(CONTACTS_SCOPES).doesNotContain("read:timesheets");
            phone.approve();
            assertInvalidTarget(client.naming("resource", TIMESHEETS_API).fetch(asked));
            events.skipAll();

            TokenAnswer answer = client.fetch(asked);

            CONTACTS.assertEverywhere(client, answer, CONTACTS_SCOPES);
            assertRefused(next(events, EventType.AUTHREQID_TO_TOKEN), OTHERS_REFUSED);
        }
    }

    @Test
    void asksNobodyOnBehalfOfNoApi() {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            assertInvalidTarget(client.asking(REQUEST).of("nobody").as(DORA).backchannel());
            assertThat(phone.wasAsked()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatIsNamedWithAnAssertion(String parameter) {
        TokenAnswer answer =
                client.asking(REQUEST).with(parameter, CONTACTS_API).byAssertion(assertion());

        CONTACTS.assertEverywhere(client, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT), REQUEST, OTHERS_REFUSED);
        assertInvalidTarget(client.asking(REQUEST).with(parameter, "nobody").byAssertion(assertion()));
    }

    /** There {@code audience} is the resource server, and not what this is about. */
    @Test
    void leavesTicketsAlone() {
        TokenAnswer subject = client.asking(REQUEST).as(DORA).byPassword();
        TokenAnswer ofTheClient =
                client.grant("urn:ietf:params:oauth:grant-type:uma-ticket", Map.of("audience", EveryGrantClient.ID));

        for (TokenAnswer answer : List.of(client.ticket(subject), ofTheClient)) {
            JsonNode ticket = answer.accessClaims();
            assertThat(ticket.path("aud").asText()).isEqualTo(EveryGrantClient.ID);
            assertThat(ticket.has("authorization")).isTrue();
            assertThat(ticket.has("permission_scopes_api")).isFalse();
        }
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));
        assertForAllWhereNothingIsEnforced(CONTACTS_API, "resource");
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        assertForAllWhereNothingIsEnforced("nobody", "audience");
    }

    private void assertForAllWhereNothingIsEnforced(String deviceNames, String parameterOfAnAssertion) {
        assertForAll(client.poll(approvedDevice(deviceNames)));
        assertForAll(client.asking(REQUEST)
                .of(CONTACTS_API)
                .byTokenExchange(client.asking("openid").as(DORA).byPassword()));
        assertForAll(
                client.asking(REQUEST).with(parameterOfAnAssertion, "nobody").byAssertion(assertion()));
    }

    private Device approvedDevice(String api) {
        Device device = client.asking(REQUEST).of(api).device();
        device.verify(DORA).accept();
        return device;
    }

    private String assertion() {
        return OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA);
    }
}
