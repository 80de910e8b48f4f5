package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import io.github.permissionscopes.it.support.realm.HostileRealm;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;

/** Many generated requests, each of whose answers has to keep to the {@link ScopeInvariant}. */
public final class Campaign {

    /** {@code -Dhostile.seed=...} repeats a run. */
    private static final long SEED = Long.getLong("hostile.seed", System.nanoTime());

    private static final int REQUESTS = 200;

    /** How often at least there have to be tokens although a refused scope was asked for. */
    private static final int TEMPTATIONS = 20;

    private final RealmAdmin admin;
    private final ScopeInvariant invariant = new ScopeInvariant(HostileRealm.PERMITTED);

    static {
        System.out.printf("Repeat this run with -Dhostile.seed=%d%n", SEED);
    }

    public Campaign(RealmAdmin admin) {
        this.admin = admin;
    }

    public ScopeInvariant invariant() {
        return invariant;
    }

    /** The grant leaks without the product, and not with it, whatever is asked. */
    public void run(Function<HostileRequest, TokenAnswer> grant) {
        assertBreaksInvariant(() -> grant.apply(HostileRequest.plain(HostileRealm.EVERYTHING)));
        List<HostileRequest> requests = HostileScopes.requests(SEED, REQUESTS);
        long temptations = requests.stream()
                .filter(request -> isTemptation(request, checked(request, () -> grant.apply(request))))
                .count();
        assertThat(temptations)
                .as("tokens though a refused scope was asked for")
                .isGreaterThanOrEqualTo(TEMPTATIONS);
    }

    /** As {@link #run}, of other things than scopes. */
    public <T> void run(Arbitrary<T> arbitrary, Function<T, TokenAnswer> grant) {
        for (T value : HostileScopes.generate(arbitrary, SEED, REQUESTS)) {
            checked(value, () -> grant.apply(value));
        }
    }

    /** The proof that the invariant can fail: without the product it does. */
    public void assertBreaksInvariant(Supplier<TokenAnswer> grant) {
        TokenAnswer leak = withoutTheProduct(grant);
        assertThat(leak.status())
                .as("answer without the product %s", leak.body())
                .isEqualTo(200);
        assertThatThrownBy(() -> invariant.check(leak))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("delete:contacts");
    }

    public <T> T withoutTheProduct(Supplier<T> request) {
        admin.turnSwitch(false);
        try {
            return request.get();
        } finally {
            admin.turnSwitch(true);
        }
    }

    private TokenAnswer checked(Object request, Supplier<TokenAnswer> grant) {
        try {
            return invariant.check(grant.get());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dhostile.seed=%d, request %s: %s".formatted(SEED, request, e.getMessage()), e);
        }
    }

    private static boolean isTemptation(HostileRequest request, TokenAnswer answer) {
        return answer.status() == 200
                && Arrays.stream(request.scope().split(" ")).anyMatch(HostileRealm.REFUSED::contains);
    }
}
