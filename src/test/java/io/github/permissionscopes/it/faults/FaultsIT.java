package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.EveryGrantClient.SERVICE_ACCOUNT;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.keycloak.events.EventType;

/**
 * The product reads in vain. Carl holds all that he asks for, and gets it as soon as nothing fails: nothing that he has
 * is lost.
 */
@StandaloneTest
class FaultsIT {

    private static final String CONTACTS_URL = "https://contacts-api.example";

    /** Every fault with which a read fails. */
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = ".*_DISAPPEARS")
    @interface EveryFailure {}

    /** Those after which Keycloak can still write what a login or a token needs. */
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_NONE,
            names = {".*_DISAPPEARS", "TRANSACTION_BREAKS"})
    @interface EveryFailureThatKeepsTheTransaction {}

    @RegisterExtension
    static final FaultyRealm realm = FaultyRealm.running();

    private final OAuthClient client = realm.client();
    private final Asking carl = client.asking(SCOPE).as("carl");

    @EveryFailureThatKeepsTheTransaction
    void aLoginGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        Page callback = carl.login();

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertGrants(client.exchange(callback), List.of());
    }

    @EveryFailureThatKeepsTheTransaction
    void aLoginForADeviceGoesOnWithoutProtectedScopes(Fault fault) {
        Device device = carl.device();
        realm.order(fault, "carl");

        Page consent = device.verify("carl");

        assertThat(consent.text()).contains("grant these access").doesNotContain("contacts");
        realm.assertNotEvaluated(EventType.CUSTOM_REQUIRED_ACTION);
        realm.assertOthersAreServed("carl");
        realm.cancel();
        consent.accept();
        assertGrants(device.poll(), List.of());
    }

    @EveryFailureThatKeepsTheTransaction
    void aPasswordGrantGoesOnWithoutProtectedScopes(Fault fault) {
        realm.order(fault, "carl");

        assertGrants(carl.byPassword(), List.of());

        realm.assertNotEvaluated(EventType.LOGIN);
        realm.assertOthersAreServed("carl");
    }

    @EveryFailureThatKeepsTheTransaction
    void clientCredentialsGoOnWithoutProtectedScopes(Fault fault) {
        assertGrants(carl.byClientCredentials(), "read:contacts");
        realm.order(fault, SERVICE_ACCOUNT);

        assertGrants(carl.byClientCredentials(), List.of());

        realm.assertNotEvaluated(EventType.CLIENT_LOGIN);
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    /** Keycloak goes on to the end and then writes nothing: the tokens are of a session that is not there. */
    @Test
    void aBrokenTransactionLeavesNothingToUse() {
        realm.order(Fault.TRANSACTION_BREAKS, "carl");
        assertGrants(carl.byPassword(), List.of());
        realm.assertLogged();
        Page callback = carl.login();
        realm.assertOthersAreServed("carl");
        realm.cancel();
        assertThat(client.exchange(callback).error()).isEqualTo("invalid_grant");

        realm.order(Fault.TRANSACTION_BREAKS, SERVICE_ACCOUNT);
        assertGrants(carl.byClientCredentials(), List.of());
        realm.assertLogged();
        realm.assertOthersAreServed(SERVICE_ACCOUNT);
    }

    @EveryFailure
    void aCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        Page callback = carl.login();
        realm.assertRejected(fault, "carl", () -> client.exchange(callback), EventType.CODE_TO_TOKEN_ERROR);
        assertGrants(client.exchange(callback), CONTACTS);
    }

    @EveryFailure
    void aRefreshIsRejectedAndNothingIsNarrowed(Fault fault) {
        TokenAnswer tokens = carl.byPassword();
        realm.assertRejected(fault, "carl", () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        assertGrants(client.refresh(tokens), CONTACTS);
    }

    @EveryFailure
    void aDeviceCodeIsNotExchangedAndNotUsedUp(Fault fault) {
        Device device = carl.device();
        device.verify("carl").accept();
        realm.assertRejected(fault, "carl", () -> device.poll(), EventType.OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR);
        assertGrants(device.poll(), CONTACTS);
    }

    @EveryFailure
    void aTokenIsNotExchanged(Fault fault) {
        TokenAnswer tokens = carl.byPassword();
        realm.assertRejected(fault, "carl", () -> carl.byTokenExchange(tokens), EventType.TOKEN_EXCHANGE_ERROR);
        assertGrants(carl.byTokenExchange(tokens), CONTACTS);
    }

    /** In vain is read what Carl holds, and among which scopes the API of the grant is looked for. */
    @EveryFailure
    void backchannelTokensAreNotFetchedAndNotUsedUp(Fault fault) {
        OAuthClient naming = client.naming("resource", CONTACTS_URL);
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (OAuthClient asking : List.of(client, naming)) {
                for (String victim : List.of("carl", EveryGrantClient.ID)) {
                    TokenAnswer asked = asking.asking(SCOPE).as("carl").backchannel();
                    phone.approve();
                    realm.assertRejected(fault, victim, () -> asking.fetch(asked), EventType.AUTHREQID_TO_TOKEN_ERROR);
                    assertThat(asking.fetch(asked).scope())
                            .as("as soon as nothing fails")
                            .containsAll(CONTACTS);
                }
            }
        }
    }

    /** Nothing is known to be protected then, or not to be. */
    @EveryFailure
    void aClientWhoseScopesCannotBeReadGetsNoToken(Fault fault) {
        String id = EveryGrantClient.ID;
        OAuthClient naming = client.naming("resource", CONTACTS_URL);
        Page callback = carl.login();
        TokenAnswer tokens = carl.byPassword();
        realm.assertRejected(fault, id, () -> carl.byPassword(), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> naming.asking(SCOPE).as("carl").byPassword(), EventType.LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> carl.byClientCredentials(), EventType.CLIENT_LOGIN_ERROR);
        realm.assertRejected(fault, id, () -> client.exchange(callback), EventType.CODE_TO_TOKEN_ERROR);
        realm.assertRejected(fault, id, () -> client.refresh(tokens), EventType.REFRESH_TOKEN_ERROR);
        realm.assertRejected(fault, id, () -> carl.byTokenExchange(tokens), EventType.TOKEN_EXCHANGE_ERROR);
    }

    @Test
    void whatCannotBeJudgedIsCounted() {
        TokenAnswer tokens = carl.byPassword();
        MetricsPage before = TestServers.metrics();
        realm.order(Fault.CODE_FAILS, "carl");

        client.refresh(tokens);
        carl.byPassword();

        realm.cancel();
        assertThat(TestServers.metrics().since(before))
                .as("a refresh, which is rejected, and two scopes, which are refused")
                .isEqualTo(Map.of(GrantTour.REALM + " enforce refused evaluation_failed", 3L));
    }
}
