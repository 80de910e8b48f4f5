package io.github.permissionscopes.it.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a change that is made at one node takes until it counts in the tokens of the other.
 *
 * <p>Keycloak tells the other node within the change's transaction, but that node forgets what it has cached in a thread
 * of its own. So it may give a token in between.
 */
public final class Spread {

    /** What the documentation says. From when the change was answered. */
    public static final Duration BOUND = Duration.ofSeconds(1);

    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;

    public Spread(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param user who asks for a token with this scope after every change */
    public Change of(String what, String user, String scope) {
        return new Change(what, user, scope);
    }

    /** Two changes, each of which takes back what the other does. */
    public final class Change {

        private final String what;
        private final String user;
        private final String asked;
        private String granted;
        private Consumer<Node> grants;
        private Duration longest = Duration.ZERO;
        private int changes;
        private int late;

        Change(String what, String user, String asked) {
            this.what = what;
            this.user = user;
            this.asked = asked;
        }

        /** @param grants after it the user is given the scope */
        public Change isGrantedBy(String scope, Consumer<Node> grants) {
            granted = scope;
            this.grants = grants;
            return this;
        }

        /**
         * Makes both changes by turns, now at one node and then at the other.
         *
         * @param refuses after it the user is not given the scope
         */
        public void isRefusedBy(Consumer<Node> refuses) {
            for (int round = 0; round < ROUNDS; round++) {
                Node here = cluster.nodes().get(round % 2);
                Node there = cluster.nodes().get((round + 1) % 2);
                await(here, there, grants, true);
                await(here, there, refuses, false);
            }
            System.out.printf(
                    "%s: %d changes, %d of them not in the other node's next token, longest delay %d ms%n",
                    what, changes, late, longest.toMillis());
            assertThat(longest).as(what).isLessThan(BOUND);
        }

        private void await(Node here, Node there, Consumer<Node> change, boolean isGranted) {
            change.accept(here);
            long changed = System.nanoTime();
            changes++;
            Duration delay = Duration.ZERO;
            TokenAnswer answer = ask(there);
            for (boolean first = true; answer.scope().contains(granted) != isGranted; first = false) {
                late += first ? 1 : 0;
                delay = Duration.ofNanos(System.nanoTime() - changed);
                assertThat(delay).as("%s: %s", what, answer.body()).isLessThan(PATIENCE);
                answer = ask(there);
            }
            if (delay.compareTo(longest) > 0) {
                longest = delay;
            }
            assertThat(ask(here).scope().contains(granted))
                    .as("%s, at the node where it was changed", what)
                    .isEqualTo(isGranted);
        }

        private TokenAnswer ask(Node node) {
            return node.client().asking(asked).as(user).byPassword();
        }
    }
}
