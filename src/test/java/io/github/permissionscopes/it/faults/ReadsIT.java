package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product reads: what it has need of, and that does not cost more in a large realm. */
@StandaloneTest
class ReadsIT {

    private static final int MANY = 250;

    @RegisterExtension
    static final FaultyRealm realm = FaultyRealm.running();

    private final OAuthClient client = realm.client();

    /** The claim that names permissions is there and names none: an API takes that for a refusal. */
    @EveryFailureThatKeepsTheTransaction
    void aClaimThatCannotBeReadNamesNobodysPermission(Fault fault) {
        realm.admin().mappers().add(EveryGrantClient.ID, PermissionsClaim.ALL);
        Asking carl = client.asking("openid").as("carl");
        PermissionsClaim.assertNames(carl.byPassword(), "delete:contacts", "read:contacts");
        realm.order(fault, "carl");

        PermissionsClaim.assertNames(carl.byPassword());

        realm.assertLogged("could not be read");
    }

    /** Roles are what costs: a token that needs none of ours reads none, also behind the mapper. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "granted"})
    void withoutAProtectedScopeNobodysRolesAreRead(String include) {
        realm.admin().mappers().add(EveryGrantClient.ID, Map.of("permissions.include", include));
        realm.order(Fault.CODE_FAILS, "carl");

        assertGrants(client.asking("openid").as("carl").byPassword(), List.of());
        assertGrants(client.asking("openid").as("carl").byCode(), List.of());

        realm.cancelUnread();
    }

    /**
     * An unknown name is looked for among the client's own scopes, and so costs the same in a realm with few and with
     * many clients, most of which have a name for an API.
     */
    @Test
    void howManyClientsThereAreDoesNotCountForAnUnknownName() {
        List<String> names =
                List.of("https://nobody.example", "urn:client:nobody", "nobody", "https://other-client-7.example");
        Map<String, Integer> few = clientReads(names);
        realm.contents().addClients(MANY);
        try {
            assertThat(clientReads(names)).as("clients read, by request").isEqualTo(few);
            for (String mode : List.of("report", "enforce")) {
                realm.admin().configure(Map.of("mode", mode));
                assertThat(clientReads(names).values())
                        .as("clients read in mode %s", mode)
                        .allSatisfy(reads -> assertThat(reads).isPositive().isLessThan(MANY));
            }
        } finally {
            realm.contents().removeAddedClients();
        }
    }

    private Map<String, Integer> clientReads(List<String> names) {
        TokenAnswer tokens = client.asking("openid").as("carl").byPassword();
        Map<String, Integer> reads = new TreeMap<>();
        for (String name : names) {
            Asking carl = client.asking(SCOPE).as("carl").with("resource", name);
            Map<String, Runnable> requests = Map.of(
                    "authorization", carl::open,
                    "password", carl::byPassword,
                    "client credentials", carl::byClientCredentials,
                    "refresh", () -> client.naming("resource", name).refresh(tokens),
                    "exchange", () -> carl.byTokenExchange(tokens),
                    "device", carl::device);
            requests.forEach((request, run) -> {
                // What is not in a cache yet is counted otherwise.
                run.run();
                reads.put(request + " for " + name, realm.clientReads(run));
            });
        }
        return reads;
    }
}
