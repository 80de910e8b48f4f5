package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.EveryGrantClient.SERVICE_ACCOUNT;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.faults.Fault;
import io.github.permissionscopes.it.faults.FaultsIT.EveryFailureThatKeepsTheTransaction;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.events.EventType;

/** The product reads in vain in mode report: nothing changes, and that it could not judge is told. */
@StandaloneTest
class FaultsInReportModeIT {

    private static final String EVALUATION_FAILED = GrantTour.REALM + " report refused evaluation_failed";

    @RegisterExtension
    static final FaultyRealm realm = FaultyRealm.running();

    private final OAuthClient client = realm.client();

    /** As without the product, which looks at no {@code resource}; the event tells, the metrics, and the log. */
    @EveryFailureThatKeepsTheTransaction
    void aFaultWhileBackchannelTokensAreFetchedIsOnlyReported(Fault fault) {
        realm.admin().configure(Map.of("mode", "report", "refusal", "reject"));
        OAuthClient naming = client.naming("resource", "https://contacts-api.example");
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.url())) {
            for (String victim : List.of("carl", EveryGrantClient.ID)) {
                TokenAnswer asked = naming.asking(SCOPE).as("carl").backchannel();
                phone.approve();
                MetricsPage before = TestServers.metrics();
                realm.order(fault, victim);

                TokenAnswer answer = naming.fetch(asked);

                realm.assertNotEvaluated(EventType.AUTHREQID_TO_TOKEN);
                realm.cancel();
                assertGrants(answer, CONTACTS);
                assertThat(TestServers.metrics().since(before))
                        .as("%s cannot be read", victim)
                        .containsOnlyKeys(EVALUATION_FAILED);
            }
        }
    }

    /** Carl's roles cannot be read, and the client's scopes cannot, which the named API is looked for among. */
    @EveryFailureThatKeepsTheTransaction
    void reportModeChangesNothingOnAFault(Fault fault) {
        realm.admin().configure(Map.of("mode", "report", "refusal", "reject"));
        OAuthClient naming = client.naming("resource", "https://nobody.example");
        Asking carl = naming.asking(SCOPE).as("carl");
        TokenAnswer tokens = client.asking(SCOPE).as("carl").byPassword();
        for (String victim : List.of("carl", EveryGrantClient.ID, SERVICE_ACCOUNT)) {
            realm.order(fault, victim);

            assertGrants(carl.byPassword(), CONTACTS);
            assertThat(carl.byClientCredentials().scope()).containsAll(CONTACTS);
            assertGrants(naming.refresh(tokens), CONTACTS);
            assertGrants(carl.byTokenExchange(tokens), CONTACTS);
            assertGrants(carl.with("resource", "https://nobody.example").byCode(), CONTACTS);
            assertGrants(carl.byDevice(), CONTACTS);
            assertGrants(carl.byBackchannel(), CONTACTS);
            assertThat(naming.ticket(tokens).status()).isEqualTo(200);
            realm.assertLogged();
            realm.cancel();
        }
    }

    @Test
    void aFaultInReportModeIsInTheEventAndCounted() {
        realm.admin().configure(Map.of("mode", "report"));
        MetricsPage before = TestServers.metrics();
        realm.order(Fault.CODE_FAILS, EveryGrantClient.ID);

        client.naming("resource", "https://nobody.example").asking("openid").byClientCredentials();

        realm.assertNotEvaluated(EventType.CLIENT_LOGIN);
        realm.cancel();
        assertThat(TestServers.metrics().since(before)).containsEntry(EVALUATION_FAILED, 1L);
    }
}
