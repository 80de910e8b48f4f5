package io.github.permissionscopes.it.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.function.Consumer;

/**
 * That a change which is made at one node counts in the very next token of the other, and of the same one.
 *
 * <p>Keycloak answers the change after it has told the other node, and that node has forgotten what it had cached. So
 * there is no time in between.
 */
public final class Spread {

    private static final int ROUNDS = 10;

    private final Cluster cluster;

    public Spread(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param user who asks for a token with this scope after every change */
    public Change of(String user, String scope) {
        return new Change(user, scope);
    }

    /** Two changes, each of which takes back what the other does. */
    public final class Change {

        private final String user;
        private final String asked;
        private String granted;
        private Consumer<Node> grants;

        private Change(String user, String asked) {
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
                grants.accept(here);
                assertNext("granted, round " + round, there, here, true);
                refuses.accept(here);
                assertNext("refused, round " + round, there, here, false);
            }
        }

        private void assertNext(String when, Node there, Node here, boolean isGranted) {
            for (Node node : new Node[] {there, here}) {
                TokenAnswer answer = node.client().asking(asked).as(user).byPassword();
                assertThat(answer.scope().contains(granted))
                        .as("%s, at %s: %s", when, node == here ? "the same node" : "the other node", answer.body())
                        .isEqualTo(isGranted);
            }
        }
    }
}
