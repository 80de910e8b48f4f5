package io.github.permissionscopes.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.cluster.Cluster;
import io.github.permissionscopes.it.support.cluster.Node;
import io.github.permissionscopes.it.support.load.Load;
import io.github.permissionscopes.it.support.load.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All grants at a fixed rate, at two nodes, while roles change: {@code mvn verify -Pload}. */
@Tag("load")
class LoadIT {

    /** A change is answered when it counts at every node: ChangesIT. */
    private static final Duration NO_DELAY = Duration.ZERO;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("load.seconds"));
    private static final List<String> GRANTS = List.of(
            "assertion",
            "ciba",
            "client credentials",
            "code",
            "device",
            "exchange",
            "implicit",
            "password",
            "refresh",
            "ticket");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    /** A request that fails fails the run. */
    @Test
    void noTokenHasMoreThanWasPermittedAtItsTime() throws Exception {
        Load load = new Load(CLUSTER);
        assertHolds(load.run(WARM_UP));
        List<Double> before = load.oldGenerations();

        Outcome outcome = load.run(TIME);

        List<Double> after = load.oldGenerations();
        System.out.printf(
                "%d tokens, %d changes of roles; whole %s, narrowed %s; old generation in KiB %s, then %s%n",
                outcome.tokens(), outcome.changes(), outcome.whole(), outcome.narrowed(), before, after);
        assertHolds(outcome);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).as("node %d", i).isLessThan(before.get(i) * 1.05);
        }
        // JGroups reports connections that are closed while a node joins.
        assertThat(CLUSTER.nodes())
                .flatExtracting(Node::log)
                .filteredOn(line -> line.contains(" ERROR ") && !line.contains("[org.jgroups."))
                .isEmpty();
    }

    private static void assertHolds(Outcome outcome) {
        assertThat(outcome.leaks(NO_DELAY)).isEmpty();
        assertThat(outcome.losses(NO_DELAY)).isEmpty();
        assertThat(outcome.grants()).containsExactlyElementsOf(GRANTS);
        assertThat(outcome.whole().keySet()).containsExactlyElementsOf(GRANTS);
        assertThat(outcome.narrowed().keySet()).containsExactlyElementsOf(GRANTS);
    }
}
