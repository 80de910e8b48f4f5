package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.events.EventType;

/** The grants of every server that the product is for: a scope that is asked for, and that the user may not have. */
@CompatibilityTest
class EveryServerGrantsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final ComparedGrants grants = server.grants();

    /** Of it, {@code delete:contacts} is an optional scope. */
    private final OAuthClient client = server.client(EveryGrantClient.ID);

    private final Asking anna = client.asking(SCOPE).as("anna");
    private final Asking carl = client.asking(SCOPE).as("carl");

    @Test
    @Proves({Ability.CODE, Ability.INTROSPECTION, Ability.USERINFO})
    void narrowsACode() {
        grants.assertNarrowed(client, anna::byCode, EventType.CODE_TO_TOKEN);
    }

    /** The end of a login; and the one of {@code prompt=none}, which Keycloak makes in its own way. */
    @Test
    @Proves(Ability.REDIRECT)
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
    @Proves(Ability.PASSWORD)
    void narrowsAPasswordGrant() {
        grants.assertNarrowed(client, anna::byPassword, EventType.LOGIN);
    }

    @Test
    @Proves(Ability.CLIENT_CREDENTIALS)
    void narrowsClientCredentials() {
        grants.assertNarrowed(client, anna::byClientCredentials, EventType.CLIENT_LOGIN);
    }

    @Test
    @Proves(Ability.REFRESH)
    void narrowsARefresh() {
        TokenAnswer wide = server.admin().whileOff(anna::byPassword);

        grants.assertNarrowed(client, () -> client.refresh(wide), EventType.REFRESH_TOKEN);
    }

    @Test
    @Proves(Ability.DEVICE)
    void narrowsADevice() {
        grants.assertNarrowed(client, anna::byDevice, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN);
    }

    @Test
    @Proves(Ability.BACKCHANNEL)
    void narrowsABackchannelLogin() {
        grants.assertNarrowed(client, anna::byBackchannel, EventType.AUTHREQID_TO_TOKEN);
    }

    @Test
    @Proves(Ability.LEGACY_EXCHANGE)
    void narrowsALegacyExchange() {
        assertExchangeNarrowed(EveryGrantClient.LEGACY_ID);
    }

    /** Until 26.2 there is none but the legacy one. */
    @Test
    @Proves(Ability.STANDARD_EXCHANGE)
    void narrowsAStandardExchangeOrLeavesItUnknown() {
        assertThat(server.features().contains("TOKEN_EXCHANGE_STANDARD_V2"))
                .isEqualTo(server.has(Ability.STANDARD_EXCHANGE));
        assertExchangeNarrowed(EveryGrantClient.ID);
    }

    private void assertExchangeNarrowed(String clientId) {
        Asking exchanging = server.client(clientId).asking(SCOPE).as("anna");
        TokenAnswer wide = server.admin().whileOff(exchanging::byPassword);

        grants.assertNarrowed(
                server.client(clientId), () -> exchanging.byTokenExchange(wide), EventType.TOKEN_EXCHANGE);
    }

    /** The grant is there since 26.5. On a server that does not know it, the product must not seem to bring it. */
    @Test
    @Proves(Ability.JWT_GRANT)
    void narrowsAJwtGrantOrLeavesItUnknown() {
        if (server.has(Ability.JWT_GRANT)) {
            grants.assertNarrowed(client, () -> anna.byAssertion(server.assertion("anna")), server.jwtGrantEvent());
            assertGrants(client.asking("delete:contacts").byAssertion(server.assertion("anna")), List.of());
        } else {
            assertThat(anna.byAssertion(server.assertion("anna")).error()).isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    @Proves(Ability.REDIRECT)
    void narrowsAHybridLogin() {
        Page callback = anna.with("response_type", "code id_token token").login();

        assertToken(callback.answer().accessClaims(), List.of("read:contacts"));
        assertEverywhere(client, client.exchange(callback), "read:contacts");
    }

    @Test
    @Proves(Ability.REDIRECT)
    void narrowsTheTokensOfARedirect() {
        assertToken(anna.byRedirect().accessClaims(), List.of("read:contacts"));
        assertToken(carl.byRedirect().accessClaims(), CONTACTS);
    }
}
