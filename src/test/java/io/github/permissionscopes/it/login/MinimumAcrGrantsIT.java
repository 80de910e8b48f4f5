package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The level of authentication beside a login: which level counts for a device, an exchange, a ticket. */
@KeycloakIntegrationTest(config = ProductServer.class)
class MinimumAcrGrantsIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final List<String> LOW = List.of(READ_CONTACTS);
    private static final Map<String, String> TOO_LOW = Map.of(DELETE_CONTACTS, "acr_too_low");
    private static final int LONG = 36_000;

    /** Has both permissions. */
    private static final String CARL = "carl";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    /** Exchanges the tokens of the other client. */
    @InjectOAuthClient(value = StepUpRealm.GATEWAY, confidential = true)
    OAuthClient gateway;

    @InjectRealmAdmin
    RealmAdmin admin;

    private StepUpFlows flows;

    @BeforeEach
    void setUp() {
        flows = admin.stepUp();
        flows.never(EveryGrantClient.ID);
    }

    @Test
    void noLevelIsReachedWithoutALogin() {
        assertGrants(client.asking(REQUEST).as(CARL).byPassword(), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, TOO_LOW);
        assertGrants(client.asking(REQUEST).byClientCredentials(), LOW);
        assertRefused(next(events, EventType.CLIENT_LOGIN), REQUEST, TOO_LOW);
    }

    @Test
    void aDeviceHasTheLevelOfTheLoginThatApprovedIt() {
        assertGrants(client.asking(REQUEST).as(CARL).byDevice(), LOW);

        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, Map.of("level", LEVEL));
        Device high = client.asking(REQUEST).device();
        high.verify(CARL).passwordAgain().accept();
        assertEverywhere(client, client.poll(high), CONTACTS);
    }

    @Test
    void aDeviceHasTheLevelOfItsOwnApproval() {
        flows.byLevel(EveryGrantClient.ID, 0);
        Browser browser = client.browser();
        Device device = client.asking(REQUEST).device();
        device.verify(browser, CARL).accept();
        Page high = client.asking(REQUEST).with(STEP_UP).in(browser).open().passwordAgain();

        assertGrants(client.poll(device), LOW);
        assertGrants(client.exchange(high), CONTACTS);
    }

    @Test
    void aDeviceKeepsTheLevelOfItsOwnApproval() {
        flows.byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, Map.of("level", LEVEL));
        Browser browser = client.browser();
        Device device = client.asking(REQUEST).device();
        device.verify(browser, CARL).passwordAgain().accept();
        client.asking("openid").in(browser).open();

        assertGrants(client.poll(device), CONTACTS);
    }

    /** The gateway has the mapper, which looks at what is introspected. */
    @Test
    void anExchangeHasTheLevelOfTheLoginWhoseTokenItIs() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        admin.mappers().add(StepUpRealm.GATEWAY, Map.of());
        TokenAnswer low = client.asking(REQUEST).as(CARL).byCode();
        events.skipAll();
        assertGrants(gateway.asking(REQUEST).byTokenExchange(low), LOW);
        assertRefused(next(events, EventType.TOKEN_EXCHANGE), REQUEST, TOO_LOW);

        TokenAnswer high = tokensAtTheLevel(client.browser());
        TokenAnswer exchanged = assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
        assertIntrospection(gateway.oauth(), exchanged.accessToken(), CONTACTS);
        assertThat(gateway.introspect(exchanged.accessToken()).scope()).containsAll(CONTACTS);
        assertGrants(gateway.asking(REQUEST).byTokenExchange(exchanged), LOW);
        assertGrants(client.refresh(high), CONTACTS);
    }

    /** Keycloak takes the exchange for a login without a level, of the client that asks. */
    @Test
    void aClientThatExchangesItsOwnTokenKeepsTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        TokenAnswer high = tokensAtTheLevel(client.browser());

        assertGrants(client.asking(REQUEST).byTokenExchange(high), CONTACTS);
        assertGrants(client.asking(REQUEST).byTokenExchange(high), CONTACTS);

        TokenAnswer refreshed = assertGrants(client.refresh(high), CONTACTS);
        assertThat(refreshed.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
    }

    /**
     * A client's session may end before the user's does. With the exchange Keycloak begins another one, in which nobody
     * has logged in.
     */
    @Test
    void anExchangeTakesNoLevelFromASessionOfTheClientThatHasEnded() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        flows.byLevel(StepUpRealm.GATEWAY, LONG);
        Browser browser = client.browser();
        TokenAnswer high = tokensAtTheLevel(browser);
        assertGrants(gateway.asking(REQUEST).with(STEP_UP).in(browser).byCode(), CONTACTS);
        assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
        assertThat(TokenAnswer.scope(gateway.ticket(high).accessClaims()))
                .as("the client's session goes on")
                .containsAll(CONTACTS);

        admin.clients().setAttribute(StepUpRealm.GATEWAY, "client.session.max.lifespan", "1");
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertGrants(gateway.asking(REQUEST).byTokenExchange(high), CONTACTS);
        admin.clients().setAttribute(StepUpRealm.GATEWAY, "client.session.max.lifespan", "");

        JsonNode ticket = gateway.ticket(high).accessClaims();
        assertThat(TokenAnswer.scope(ticket)).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);
        assertThat(ticket.path("acr").asText()).isNotEqualTo(LEVEL);
    }

    @Test
    void aRejectedExchangeKeepsTheLevel() {
        flows.byLevel(EveryGrantClient.ID, LONG);
        TokenAnswer high = tokensAtTheLevel(client.browser());

        assertThat(client.asking("openid no-such-scope").byTokenExchange(high).error())
                .isEqualTo("invalid_scope");

        assertGrants(client.refresh(high), CONTACTS);
    }

    @Test
    void aTicketHasTheLevelOfTheLogin() {
        flows.byLevel(EveryGrantClient.ID, LONG);

        TokenAnswer low = client.asking(REQUEST).as(CARL).byCode();
        assertThat(TokenAnswer.scope(client.ticket(low).accessClaims()))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
        TokenAnswer high = tokensAtTheLevel(client.browser());
        assertThat(TokenAnswer.scope(client.ticket(high).accessClaims())).containsAll(CONTACTS);
    }

    private TokenAnswer tokensAtTheLevel(Browser browser) {
        Asking asking = client.asking(REQUEST).with(STEP_UP).as(CARL).in(browser);
        return client.exchange(asking.login().passwordAgain());
    }
}
