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
import io.github.permissionscopes.it.support.client.OAuth.Form;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that is named, in the grants without a redirect: device, CIBA, token exchange, assertion. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiGrantsIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");
    private static final Map<String, String> AUTHENTICATION = Map.of("client_secret", SECRET);
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    @InjectRealm(config = OneApi.GrantsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(EveryGrantClient.ID)
    OAuthClient id;

    @InjectRealmAdmin
    RealmAdmin admin;

    private OAuthClient client;

    @BeforeEach
    void setUp() {
        client = id.confidential();
        events.skipAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatADeviceNames(String parameter) {
        Device device =
                naming(parameter, CONTACTS_URL.audience()).asking(REQUEST).device();
        Browser browser = oauth.browser();
        Page consent = device.verify(browser, DORA);
        assertThat(consent.text())
                .contains("Read your contacts", "Delete your contacts")
                .doesNotContain("timesheets");
        consent.accept();
        events.skipAll();

        TokenAnswer answer = client.poll(device);

        CONTACTS_URL.assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), REQUEST, OTHERS_REFUSED);
    }

    @Test
    void keepsTwoDevicesOfAUserApart() {
        Device contacts = naming("resource", CONTACTS_API).asking(REQUEST).device();
        Device all = client.asking(REQUEST).device();
        contacts.verify(DORA).accept();
        all.verify(DORA).accept();

        assertForAll(client.poll(all));
        CONTACTS.assertToken(client.poll(contacts), CONTACTS_SCOPES);
    }

    /** Under this name the product keeps what was named. */
    @Test
    void takesNoNameThatAClientSendsForItsOwn() {
        String ours = "permission_scopes_resource";
        Device device = naming(ours, CONTACTS_API).asking(REQUEST).device();
        device.verify(DORA).accept();
        assertForNoOne(client.poll(device));
        Device crafted =
                client.asking(REQUEST + " permissionScopes.api=contacts-api").device();
        crafted.verify(DORA).accept();
        assertForNoOne(client.poll(crafted));
        Page callback = id.asking(REQUEST).with(ours, CONTACTS_API).as(DORA).login();
        assertForNoOne(client.exchange(callback));
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked =
                    naming(ours, CONTACTS_API).asking(REQUEST).as(DORA).backchannel();
            phone.approve();
            assertForNoOne(client.fetch(asked));
        }
    }

    /** Scopes of several APIs, and nothing that makes it a token for one. */
    private static void assertForNoOne(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).contains("delete:contacts", "read:timesheets");
        assertThat(answer.accessClaims().has("permission_scopes_api")).isFalse();
    }

    @Test
    void takesNoOtherNameFromADevice() {
        assertInvalidTarget(
                naming("resource", "nobody").asking(REQUEST).device().answer());
        assertThat(next(events, EventType.OAUTH2_DEVICE_AUTH_ERROR).getError()).isEqualTo("invalid_target");
        Device device = naming("resource", CONTACTS_API).asking(REQUEST).device();
        device.verify(DORA).accept();

        assertInvalidTarget(naming("resource", TIMESHEETS_API).poll(device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatABackchannelRequestNames(String parameter) {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked =
                    naming(parameter, CONTACTS_API).asking(REQUEST).as(DORA).backchannel();
            assertThat(phone.scopeAsked()).containsAll(CONTACTS_SCOPES).doesNotContain("read:timesheets");
            phone.approve();
            assertInvalidTarget(naming("resource", TIMESHEETS_API).fetch(asked));
            events.skipAll();

            TokenAnswer answer = client.fetch(asked);

            CONTACTS.assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
            assertRefused(next(events, EventType.AUTHREQID_TO_TOKEN), OTHERS_REFUSED);
        }
    }

    @Test
    void asksNobodyOnBehalfOfNoApi() {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            assertInvalidTarget(
                    naming("resource", "nobody").asking(REQUEST).as(DORA).backchannel());
            assertThat(phone.wasAsked()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatAnExchangeNames(String parameter) {
        TokenAnswer subject = client.asking("openid").as(DORA).byPassword();
        events.skipAll();

        TokenAnswer answer = naming(parameter, CONTACTS_API).asking(REQUEST).byTokenExchange(subject);

        CONTACTS.assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, OTHERS_REFUSED);
    }

    @Test
    void isForTheApiOfAUrlThatAnExchangeNames() {
        TokenAnswer subject = client.asking("openid").as(DORA).byPassword();

        CONTACTS_URL.assertToken(
                naming("resource", CONTACTS_URL.audience()).asking(REQUEST).byTokenExchange(subject), CONTACTS_SCOPES);
    }

    @Test
    void isForTheApiOfAUrlThatAnExchangeNamesAsItsAudience() {
        TokenAnswer subject = client.asking("openid").as(DORA).byPassword();

        CONTACTS_URL.assertToken(
                naming("audience", CONTACTS_URL.audience()).asking(REQUEST).byTokenExchange(subject), CONTACTS_SCOPES);
    }

    /** The API is the audience, though Keycloak does not know it by its identifier. */
    @Test
    void anApiExchangesATokenThatIsForIt() {
        ClientRepresentation contacts = admin.client(CONTACTS_API).toRepresentation();
        contacts.setBearerOnly(false);
        contacts.getAttributes().put("standard.token.exchange.enabled", "true");
        admin.client(CONTACTS_API).update(contacts);
        try {
            OAuthClient api = oauth.client(CONTACTS_API).confidential();
            TokenAnswer exchanged = api.asking("openid")
                    .byTokenExchange(naming("resource", CONTACTS_API)
                            .asking(REQUEST)
                            .as(DORA)
                            .byPassword());
            assertThat(exchanged.status()).as("answer %s", exchanged.body()).isEqualTo(200);
            assertThat(exchanged.accessClaims().path("azp").asText()).isEqualTo(CONTACTS_API);
            assertThat(api.asking("openid")
                            .byTokenExchange(naming("resource", TIMESHEETS_API)
                                    .asking(REQUEST)
                                    .as(DORA)
                                    .byPassword())
                            .status())
                    .as("a token for another API")
                    .isEqualTo(403);
        } finally {
            contacts.setBearerOnly(true);
            admin.client(CONTACTS_API).update(contacts);
        }
    }

    @Test
    void leavesSeveralAudiencesOfAnExchangeToKeycloak() {
        TokenAnswer subject = client.asking("openid").as(DORA).byPassword();

        TokenAnswer answer = oauth.disguised(form ->
                        new Form(form.endpoint(), form.body() + "&audience=contacts-api&audience=timesheets-api"))
                .token(exchangeForm(subject));

        assertForAll(answer);
        assertThat(naming("audience", "nobody")
                        .asking(REQUEST)
                        .byTokenExchange(subject)
                        .error())
                .as("Keycloak's own answer")
                .isEqualTo("invalid_client");
    }

    @Test
    void exchangesForNoApiThatIsNone() {
        TokenAnswer subject = client.asking("openid").as(DORA).byPassword();

        assertInvalidTarget(naming("resource", "nobody").asking(REQUEST).byTokenExchange(subject));
        assertInvalidTarget(oauth.disguised(form ->
                        new Form(form.endpoint(), form.body() + "&resource=contacts-api&resource=timesheets-api"))
                .token(exchangeForm(subject)));
        assertInvalidTarget(oauth.disguised(form ->
                        new Form(form.endpoint(), form.body() + "&resource=contacts-api&audience=timesheets-api"))
                .token(exchangeForm(subject)));
    }

    @Test
    void isForTheApiThatALegacyExchangeNames() {
        OAuthClient legacy = oauth.client(EveryGrantClient.LEGACY_ID).confidential();
        TokenAnswer subject = legacy.asking(REQUEST).as(DORA).byPassword();

        TokenAnswer answer = oauth.disguised(form -> new Form(form.endpoint(), form.body() + "&resource=contacts-api"))
                .client(EveryGrantClient.LEGACY_ID)
                .confidential()
                .asking(REQUEST)
                .byTokenExchange(subject);

        CONTACTS.assertEverywhere(oauth, EveryGrantClient.LEGACY_ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
    }

    /** The subject's token is for one API; what is exchanged for it is for the one that the exchange names. */
    @Test
    void anExchangeNamesItsOwnApi() {
        TokenAnswer subject =
                naming("resource", CONTACTS_API).asking(REQUEST).as(DORA).byPassword();

        OneApi.TIMESHEETS.assertToken(
                naming("resource", TIMESHEETS_API).asking(REQUEST).byTokenExchange(subject), OneApi.TIMESHEETS_SCOPES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatIsNamedWithAnAssertion(String parameter) {
        TokenAnswer answer = naming(parameter, CONTACTS_API).asking(REQUEST).byAssertion(assertion());

        CONTACTS.assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT), REQUEST, OTHERS_REFUSED);
        assertInvalidTarget(naming(parameter, "nobody").asking(REQUEST).byAssertion(assertion()));
    }

    /** There {@code audience} is the resource server, and not what this is about. */
    @Test
    void leavesTicketsAlone() {
        TokenAnswer subject = client.asking(REQUEST).as(DORA).byPassword();

        for (Map<String, String> identity :
                List.of(Map.of("subject_token", subject.accessToken()), Map.<String, String>of())) {
            Map<String, String> form = new HashMap<>(identity);
            form.put("audience", EveryGrantClient.ID);
            JsonNode ticket = client.grant("urn:ietf:params:oauth:grant-type:uma-ticket", form)
                    .accessClaims();

            assertThat(ticket.path("aud").asText()).isEqualTo(EveryGrantClient.ID);
            assertThat(ticket.has("authorization")).isTrue();
            assertThat(ticket.has("permission_scopes_api")).isFalse();
        }
    }

    /** The ticket's scopes are those of the client's login, in which the product carries the named API. */
    @Test
    void aTicketTellsNothingOfWhatALoginCarries() {
        String url = oauth.authorizationUrl(EveryGrantClient.ID, REQUEST, Map.of("resource", CONTACTS_API));
        TokenAnswer subject = client.exchange(oauth.login(oauth.browser(), url, DORA, PASSWORD));
        admin.take(DORA, CONTACTS_API, "delete:contacts");
        events.skipAll();
        assertThat(client.ticket(subject).status()).isEqualTo(200);

        assertThat(next(events, EventType.PERMISSION_TOKEN).getDetails())
                .hasEntrySatisfying(
                        "scope_refused", refused -> assertThat(refused).contains("delete:contacts"))
                .hasEntrySatisfying("scope_requested", requested -> assertThat(requested)
                        .contains("read:contacts")
                        .doesNotContain("permissionScopes"));
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));
        Device device = naming("resource", CONTACTS_API).asking(REQUEST).device();
        device.verify(DORA).accept();

        assertForAll(client.poll(device));
        assertForAll(naming("resource", CONTACTS_API)
                .asking(REQUEST)
                .byTokenExchange(client.asking("openid").as(DORA).byPassword()));
        assertForAll(naming("resource", "nobody").asking(REQUEST).byAssertion(assertion()));
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);
        Device device = naming("resource", "nobody").asking(REQUEST).device();
        device.verify(DORA).accept();

        assertForAll(client.poll(device));
        assertForAll(naming("resource", CONTACTS_API)
                .asking(REQUEST)
                .byTokenExchange(client.asking("openid").as(DORA).byPassword()));
        assertForAll(naming("audience", "nobody").asking(REQUEST).byAssertion(assertion()));
    }

    private String assertion() {
        return OneApi.ISSUER.assertion(realm.getBaseUrl(), DORA);
    }

    private OAuthClient naming(String parameter, String name) {
        return client.disguised(form -> OneApi.naming(form, Map.of(parameter, name)));
    }

    private static Map<String, String> exchangeForm(TokenAnswer subject) {
        return new HashMap<>(Map.of(
                "grant_type",
                EXCHANGE,
                "client_id",
                EveryGrantClient.ID,
                "client_secret",
                SECRET,
                "subject_token",
                subject.accessToken(),
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "scope",
                REQUEST));
    }
}
