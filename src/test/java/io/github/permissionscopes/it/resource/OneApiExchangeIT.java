package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for one API, and what a client gets for a token: another one that names its API, or a ticket. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiExchangeIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.GrantsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient legacy;

    /** May exchange tokens, once it is not only a bearer. */
    @InjectOAuthClient(value = CONTACTS_API, confidential = true)
    OAuthClient contactsApi;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    void isForTheApiThatAnExchangeNames(String parameter) {
        TokenAnswer subject = subject();
        events.skipAll();

        TokenAnswer answer =
                client.asking(REQUEST).with(parameter, CONTACTS_API).byTokenExchange(subject);

        CONTACTS.assertEverywhere(client, answer, CONTACTS_SCOPES);
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, OTHERS_REFUSED);
    }

    @Test
    void isForTheApiOfAUrlThatAnExchangeNames() {
        CONTACTS.assertToken(
                client.asking(REQUEST).of(CONTACTS.audience()).byTokenExchange(subject()), CONTACTS_SCOPES);
    }

    @Test
    void isForTheApiOfAUrlThatAnExchangeNamesAsItsAudience() {
        CONTACTS.assertToken(
                client.asking(REQUEST).with("audience", CONTACTS.audience()).byTokenExchange(subject()),
                CONTACTS_SCOPES);
    }

    /** The API is the audience, though Keycloak does not know it by its identifier. */
    @Test
    void anApiExchangesATokenThatIsForIt() {
        admin.changeClient(CONTACTS_API, api -> {
            api.setBearerOnly(false);
            api.getAttributes().put("standard.token.exchange.enabled", "true");
        });

        TokenAnswer exchanged = contactsApi.asking("openid").byTokenExchange(tokenFor(CONTACTS_API));
        assertThat(exchanged.status()).as("answer %s", exchanged.body()).isEqualTo(200);
        assertThat(exchanged.accessClaims().path("azp").asText()).isEqualTo(CONTACTS_API);
        assertThat(contactsApi
                        .asking("openid")
                        .byTokenExchange(tokenFor(TIMESHEETS_API))
                        .status())
                .as("a token for another API")
                .isEqualTo(403);
    }

    @Test
    void leavesSeveralAudiencesOfAnExchangeToKeycloak() {
        TokenAnswer subject = subject();

        assertForAll(client.naming("audience", CONTACTS_API, TIMESHEETS_API)
                .asking(REQUEST)
                .byTokenExchange(subject));
        assertThat(client.asking(REQUEST)
                        .with("audience", "nobody")
                        .byTokenExchange(subject)
                        .error())
                .as("Keycloak's own answer")
                .isEqualTo("invalid_client");
    }

    @Test
    void exchangesForNoApiThatIsNone() {
        TokenAnswer subject = subject();

        assertInvalidTarget(client.asking(REQUEST).of("nobody").byTokenExchange(subject));
        assertInvalidTarget(client.naming("resource", CONTACTS_API, TIMESHEETS_API)
                .asking(REQUEST)
                .byTokenExchange(subject));
        assertInvalidTarget(client.asking(REQUEST)
                .with(Map.of("resource", CONTACTS_API, "audience", TIMESHEETS_API))
                .byTokenExchange(subject));
    }

    @Test
    void isForTheApiThatALegacyExchangeNames() {
        TokenAnswer subject = legacy.asking(REQUEST).as(DORA).byPassword();

        TokenAnswer answer = legacy.asking(REQUEST).of(CONTACTS_API).byTokenExchange(subject);

        CONTACTS.assertEverywhere(legacy, answer, CONTACTS_SCOPES);
    }

    /** The subject's token is for one API; what is exchanged for it is for the one that the exchange names. */
    @Test
    void anExchangeNamesItsOwnApi() {
        OneApi.TIMESHEETS.assertToken(
                client.asking(REQUEST).of(TIMESHEETS_API).byTokenExchange(tokenFor(CONTACTS_API)), TIMESHEETS_SCOPES);
    }

    /** The ticket's scopes are those of the client's login, in which the product carries the named API. */
    @Test
    void aTicketTellsNothingOfWhatALoginCarries() {
        TokenAnswer subject = client.asking(REQUEST).of(CONTACTS_API).as(DORA).byCode();
        admin.take(DORA, CONTACTS_API, "delete:contacts");
        events.skipAll();
        assertThat(client.ticket(subject).status()).isEqualTo(200);

        Map<String, String> told = next(events, EventType.PERMISSION_TOKEN).getDetails();
        assertThat(told.get("scope_refused")).contains("delete:contacts");
        assertThat(told.get("scope_requested")).contains("read:contacts").doesNotContain("permissionScopes");
    }

    private TokenAnswer subject() {
        return client.asking("openid").as(DORA).byPassword();
    }

    private TokenAnswer tokenFor(String api) {
        return client.asking(REQUEST).of(api).as(DORA).byPassword();
    }
}
