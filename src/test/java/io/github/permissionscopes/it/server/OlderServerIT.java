package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

/**
 * The grants of the oldest server that the product is for. What newer ones have an extension point for, others of our
 * classes do there: a guard looks into the answer of a grant, and stops a default scope that no seam can take out.
 */
@CompatibilityTest
class OlderServerIT {

    @RegisterExtension
    static final OlderServer server = OlderServer.running();

    private final ComparedGrants grants = server.grants();

    /** Of it, {@code delete:contacts} is an optional scope. */
    private final OAuthClient client = server.client(EveryGrantClient.ID);

    private final Asking anna = client.asking(SCOPE).as("anna");
    private final Asking carl = client.asking(SCOPE).as("carl");

    /** Of it, {@code delete:contacts} is a default scope. */
    private final OAuthClient withDefault = server.client(OlderServer.DEFAULT_ID);

    private final Asking annaByDefault = withDefault.asking("openid").as("anna");

    @Test
    void narrowsACode() {
        grants.assertNarrowed(client, anna::byCode, EventType.CODE_TO_TOKEN);
    }

    /** The end of a login; and the one of {@code prompt=none}, which Keycloak makes in its own way. */
    @Test
    void aRedirectTellsItsScope() {
        Asking implicit = anna.with("response_type", "id_token token");

        Page first = implicit.login();
        Page second = implicit.with("prompt", "none").in(first.browser()).open();

        for (Page redirect : List.of(first, second)) {
            TokenAnswer answer = redirect.answer();
            assertThat(answer.body().path("scope").asText())
                    .as("%s", redirect.uri())
                    .isEqualTo(answer.accessClaims().path("scope").asText())
                    .contains("read:contacts")
                    .doesNotContain("delete:contacts");
        }
    }

    @Test
    void narrowsAPasswordGrant() {
        grants.assertNarrowed(client, anna::byPassword, EventType.LOGIN);
    }

    @Test
    void narrowsClientCredentials() {
        grants.assertNarrowed(client, anna::byClientCredentials, EventType.CLIENT_LOGIN);
    }

    @Test
    void narrowsARefresh() {
        TokenAnswer wide = server.admin().whileOff(anna::byPassword);

        grants.assertNarrowed(client, () -> client.refresh(wide), EventType.REFRESH_TOKEN);
    }

    @Test
    void narrowsADevice() {
        grants.assertNarrowed(client, anna::byDevice, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN);
    }

    @Test
    void narrowsABackchannelLogin() {
        grants.assertNarrowed(client, anna::byBackchannel, EventType.AUTHREQID_TO_TOKEN);
    }

    /** Until 26.2, either is the legacy one. */
    @ParameterizedTest
    @ValueSource(strings = {EveryGrantClient.ID, EveryGrantClient.LEGACY_ID})
    void narrowsAnExchange(String clientId) {
        Asking exchanging = server.client(clientId).asking(SCOPE).as("anna");
        TokenAnswer wide = server.admin().whileOff(exchanging::byPassword);

        grants.assertNarrowed(
                server.client(clientId), () -> exchanging.byTokenExchange(wide), EventType.TOKEN_EXCHANGE);
    }

    /** The grant is there since 26.5. On a server that does not know it, the product must not seem to bring it. */
    @Test
    void narrowsAJwtGrantOrLeavesItUnknown() {
        if (server.hasJwtGrant()) {
            grants.assertNarrowed(client, () -> anna.byAssertion(server.assertion("anna")), server.jwtGrantEvent());
            assertGrants(client.asking("delete:contacts").byAssertion(server.assertion("anna")), List.of());
        } else {
            assertThat(anna.byAssertion(server.assertion("anna")).error()).isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    void narrowsTheTokensOfARedirect() {
        assertToken(anna.byRedirect().accessClaims(), List.of("read:contacts"));
        assertToken(carl.byRedirect().accessClaims(), CONTACTS);
    }

    @Test
    void stopsADefaultScopeInAPasswordGrant() {
        grants.assertStopped(annaByDefault::byPassword, EventType.LOGIN, EventType.LOGIN_ERROR);
    }

    @Test
    void stopsADefaultScopeAtACode() {
        grants.assertStopped(annaByDefault::byCode, EventType.CODE_TO_TOKEN, EventType.CODE_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeInClientCredentials() {
        grants.assertStopped(annaByDefault::byClientCredentials, EventType.CLIENT_LOGIN, EventType.CLIENT_LOGIN_ERROR);
    }

    @Test
    void stopsADefaultScopeAtARefresh() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(() -> withDefault.refresh(wide), EventType.REFRESH_TOKEN, EventType.REFRESH_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeOfADevice() {
        grants.assertStopped(
                annaByDefault::byDevice,
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN,
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeOfABackchannelLogin() {
        grants.assertStopped(
                annaByDefault::byBackchannel, EventType.AUTHREQID_TO_TOKEN, EventType.AUTHREQID_TO_TOKEN_ERROR);
    }

    @Test
    void stopsADefaultScopeInALegacyExchange() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(
                () -> annaByDefault.byTokenExchange(wide), EventType.TOKEN_EXCHANGE, EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    void stopsADefaultScopeInAUmaTicket() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(
                () -> withDefault.ticket(wide), EventType.PERMISSION_TOKEN, EventType.PERMISSION_TOKEN_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token", "code id_token token"})
    void stopsADefaultScopeInARedirect(String responseType) {
        grants.assertStoppedRedirect(annaByDefault.with("response_type", responseType)::login);
    }

    @Test
    void servesWhoHoldsEveryRole() {
        Asking reading = withDefault.asking("openid read:contacts").as("carl");
        TokenAnswer login = assertGrants(reading.byCode(), CONTACTS);
        assertGrants(withDefault.refresh(login), CONTACTS);
        assertGrants(reading.byPassword(), CONTACTS);
        assertGrants(reading.byDevice(), CONTACTS);
        assertGrants(reading.byTokenExchange(login), CONTACTS);
        assertThat(TokenAnswer.scope(withDefault.ticket(login).accessClaims())).contains("delete:contacts");
        assertToken(reading.byRedirect().accessClaims(), CONTACTS);
        server.admin().give(OlderServer.DEFAULT_SERVICE_ACCOUNT, CONTACTS_API, "delete:contacts");
        assertGrants(reading.byClientCredentials(), CONTACTS);
    }
}
