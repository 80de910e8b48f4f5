package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.cluster.*;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last role of a scope is deleted while both nodes issue tokens with the scope: it goes to nobody, at neither. */
@ClusterTest
class LastRoleIT {

    private static final int ROLES = 6;
    private static final int CLIENTS_PER_NODE = 2;

    /** Each client has so many tokens before the role is deleted, and so many after that. */
    private static final int TOKENS = 15;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    /**
     * A token that a node was asked for.
     *
     * @param asked the time, as of {@link System#nanoTime}
     * @param open whether it has the scope
     */
    private record Token(Node node, long asked, boolean open, TokenAnswer answer) {}

    @Test
    void closesTheScopeUnderLoad() throws Exception {
        for (int i = 0; i < ROLES; i++) {
            deleteUnderLoad("read:last-" + i, CLUSTER.nodes().get(i % 2));
        }
    }

    private static void deleteUnderLoad(String scope, Node there) throws Exception {
        CLUSTER.admin().createScope(scope, EveryGrantClient.ID, CONTACTS_API, scope);
        CLUSTER.admin().give("carl", CONTACTS_API, scope);
        Asking asking = CLUSTER.client().asking("openid " + scope).as("carl");
        TokenAnswer earlier = asking.byCode();
        assertThat(earlier.scope()).as("%s", earlier.body()).contains(scope);
        AtomicBoolean deleted = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<AtomicInteger> counts = new ArrayList<>();
            List<CompletableFuture<List<Token>>> clients = new ArrayList<>();
            for (Node node : CLUSTER.nodes()) {
                for (int i = 0; i < CLIENTS_PER_NODE; i++) {
                    AtomicInteger count = new AtomicInteger();
                    counts.add(count);
                    clients.add(CompletableFuture.supplyAsync(() -> load(node, scope, count, deleted), threads));
                }
            }
            while (counts.stream().anyMatch(count -> count.get() < TOKENS)) {
                assertThat(clients).noneMatch(CompletableFuture::isDone);
                Thread.sleep(5);
            }
            CLUSTER.admin(there).permissions().delete(CONTACTS_API, scope);
            long end = System.nanoTime();
            deleted.set(true);
            List<Token> tokens = new ArrayList<>();
            for (CompletableFuture<List<Token>> client : clients) {
                tokens.addAll(client.get());
            }
            assertClosed(earlier, scope);
            assertClosed(tokens, end);
        } finally {
            deleted.set(true);
            threads.shutdownNow();
        }
    }

    private static List<Token> load(Node node, String scope, AtomicInteger count, AtomicBoolean deleted) {
        List<Token> tokens = new ArrayList<>();
        Asking asking = node.client().asking("openid " + scope).as("carl");
        for (int left = TOKENS; left > 0; left -= deleted.get() ? 1 : 0) {
            long asked = System.nanoTime();
            TokenAnswer answer = asking.byPassword();
            tokens.add(new Token(node, asked, answer.scope().contains(scope), answer));
            count.incrementAndGet();
        }
        return tokens;
    }

    /** No token that was asked for after the deletion has the scope. */
    private static void assertClosed(List<Token> tokens, long deleted) {
        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.answer.status()).as("%s", token.answer.body()).isEqualTo(200);
            assertThat(token.open && token.asked > deleted)
                    .as("%d ns after the deletion: %s", token.asked - deleted, token.answer.body())
                    .isFalse();
        });
        CLUSTER.nodes().forEach(node -> {
            assertThat(tokens).as("before").anyMatch(token -> token.node == node && token.open);
            assertThat(tokens).as("after").anyMatch(token -> token.node == node && token.asked > deleted);
        });
    }

    /** At both nodes, and what was granted before is not refreshed. */
    private static void assertClosed(TokenAnswer earlier, String scope) {
        for (Node node : CLUSTER.nodes()) {
            assertThat(node.client().refresh(earlier).scope())
                    .as("refreshed")
                    .contains("openid")
                    .doesNotContain(scope);
            assertThat(node.administration()
                            .explain("carl", EveryGrantClient.ID, "openid " + scope)
                            .toString())
                    .contains("no_permission_defined");
        }
    }
}
