package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

/**
 * Default scopes in the grants of every server that the product is for. Where Keycloak has no extension point for it, a
 * guard looks into the answer of a grant, and stops a default scope that no seam can take out.
 */
@CompatibilityTest
class EveryServerDefaultScopesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final ComparedGrants grants = server.grants();

    /** Of it, {@code delete:contacts} is a default scope. */
    private final OAuthClient withDefault = server.client(EveryServerRealm.DEFAULT_ID);

    private final Asking annaByDefault = withDefault.asking("openid").as("anna");

    @Test
    @Proves(Ability.PASSWORD)
    void stopsADefaultScopeInAPasswordGrant() {
        grants.assertStopped(annaByDefault::byPassword, EventType.LOGIN, EventType.LOGIN_ERROR);
    }

    @Test
    @Proves(Ability.CODE)
    void stopsADefaultScopeAtACode() {
        grants.assertStopped(annaByDefault::byCode, EventType.CODE_TO_TOKEN, EventType.CODE_TO_TOKEN_ERROR);
    }

    @Test
    @Proves(Ability.CLIENT_CREDENTIALS)
    void stopsADefaultScopeInClientCredentials() {
        grants.assertStopped(annaByDefault::byClientCredentials, EventType.CLIENT_LOGIN, EventType.CLIENT_LOGIN_ERROR);
    }

    @Test
    @Proves(Ability.REFRESH)
    void stopsADefaultScopeAtARefresh() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(() -> withDefault.refresh(wide), EventType.REFRESH_TOKEN, EventType.REFRESH_TOKEN_ERROR);
    }

    @Test
    @Proves(Ability.DEVICE)
    void stopsADefaultScopeOfADevice() {
        grants.assertStopped(
                annaByDefault::byDevice,
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN,
                EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
    }

    @Test
    @Proves(Ability.BACKCHANNEL)
    void stopsADefaultScopeOfABackchannelLogin() {
        grants.assertStopped(
                annaByDefault::byBackchannel, EventType.AUTHREQID_TO_TOKEN, EventType.AUTHREQID_TO_TOKEN_ERROR);
    }

    @Test
    @Proves(Ability.LEGACY_EXCHANGE)
    void stopsADefaultScopeInALegacyExchange() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(
                () -> annaByDefault.byTokenExchange(wide), EventType.TOKEN_EXCHANGE, EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    @Proves(Ability.UMA)
    void stopsADefaultScopeInAUmaTicket() {
        TokenAnswer wide = server.admin().whileOff(annaByDefault::byPassword);

        grants.assertStopped(
                () -> withDefault.ticket(wide), EventType.PERMISSION_TOKEN, EventType.PERMISSION_TOKEN_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token", "code id_token token"})
    @Proves(Ability.REDIRECT)
    void stopsADefaultScopeInARedirect(String responseType) {
        grants.assertStoppedRedirect(annaByDefault.with("response_type", responseType)::login);
    }

    @Test
    @Proves({
        Ability.CODE,
        Ability.PASSWORD,
        Ability.DEVICE,
        Ability.UMA,
        Ability.REFRESH,
        Ability.LEGACY_EXCHANGE,
        Ability.REDIRECT,
        Ability.CLIENT_CREDENTIALS
    })
    void servesWhoHoldsEveryRole() {
        Asking reading = withDefault.asking("openid read:contacts").as("carl");
        TokenAnswer login = assertGrants(reading.byCode(), CONTACTS);
        assertGrants(withDefault.refresh(login), CONTACTS);
        assertGrants(reading.byPassword(), CONTACTS);
        assertGrants(reading.byDevice(), CONTACTS);
        assertGrants(reading.byTokenExchange(login), CONTACTS);
        assertThat(TokenAnswer.scope(withDefault.ticket(login).accessClaims())).contains("delete:contacts");
        assertToken(reading.byRedirect().accessClaims(), CONTACTS);
        server.admin().give(EveryServerRealm.DEFAULT_SERVICE_ACCOUNT, CONTACTS_API, "delete:contacts");
        assertGrants(reading.byClientCredentials(), CONTACTS);
    }
}
