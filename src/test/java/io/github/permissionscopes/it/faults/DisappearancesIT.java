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
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the product has read disappears during a request: it is gone from the next token at the latest. */
@StandaloneTest
class DisappearancesIT {

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = ".*_DISAPPEARS")
    private @interface EveryDisappearance {}

    @RegisterExtension
    static final FaultyRealm realm = FaultyRealm.running();

    private final OAuthClient client = realm.client();
    private final Asking carl = client.asking(SCOPE).as("carl");

    /**
     * A request that is on its way may have read what disappears before, in a cache or in its transaction, and may be
     * answered as before. The next one is not: where the last role of a scope is gone, a plain server gives it to all.
     */
    @EveryDisappearance
    void whatDisappearsIsGoneFromTheNextToken(Fault fault) {
        assertGoneFromTheNext(fault, "carl", carl::byPassword);
        assertGoneFromTheNext(fault, SERVICE_ACCOUNT, carl::byClientCredentials);
        TokenAnswer subject = carl.byPassword();
        assertGoneFromTheNext(fault, "carl", () -> carl.byTokenExchange(subject));
        TokenAnswer tokens = carl.byPassword();
        assertGoneFromTheNext(fault, "carl", () -> client.refresh(tokens));
    }

    @EveryDisappearance
    void whatDisappearsDuringALoginIsNotInItsTokens(Fault fault) {
        realm.contents().guardByOneRole();
        realm.order(fault, "carl");
        Page callback = carl.login();
        realm.cancel();

        assertGrants(client.exchange(callback), "read:contacts");
    }

    @EveryDisappearance
    void whatDisappearsDuringAnExchangeIsGoneFromTheNextToken(Fault fault) {
        realm.contents().guardByOneRole();
        Page callback = carl.login();
        realm.order(fault, "carl");
        TokenAnswer tokens = client.exchange(callback);
        realm.cancel();

        assertGrants(client.refresh(tokens), "read:contacts");
    }

    private void assertGoneFromTheNext(Fault fault, String victim, Supplier<TokenAnswer> grant) {
        realm.contents().guardByOneRole();
        realm.order(fault, victim);
        assertThat(grant.get().status()).isIn(200, 400);
        realm.cancel();
        TokenAnswer next = grant.get();
        assertThat(next.status()).as("answer %s", next.body()).isIn(200, 400);
        assertThat(Agreement.apiScopes(next.scope())).doesNotContain("delete:contacts");
        realm.contents().repair();
    }
}
