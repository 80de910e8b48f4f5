package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.cluster.*;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why there is no time in which a change counts at one node alone: Keycloak waits for the other one. */
@ClusterTest
class PausedNodeIT {

    private static final long PAUSE_SECONDS = 3;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    @Test
    void aChangeIsNotAnsweredBeforeTheOtherNodeHasForgotten() throws Exception {
        Node other = CLUSTER.b();
        Asking nora = other.client().asking("openid " + READ_CONTACTS).as("nora");
        assertThat(nora.byPassword().scope()).contains("openid").doesNotContain(READ_CONTACTS);
        CompletableFuture<Void> change;

        other.pause();
        try {
            change = CompletableFuture.runAsync(() -> CLUSTER.admin().give("nora", CONTACTS_API, READ_CONTACTS));
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            assertThat(change).as("the change, while the other node is paused").isNotDone();
        } finally {
            other.resume();
        }

        change.get();
        assertThat(nora.byPassword().scope()).contains(READ_CONTACTS);
    }
}
