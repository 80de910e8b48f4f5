package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.cluster.*;
import io.github.permissionscopes.it.support.server.TestServers;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node ends at once, in the middle of many logins. */
@ClusterTest
class KilledNodeIT {

    private static final int LOGINS = 1000;
    private static final int BEFORE = 400;
    private static final int THREADS = 6;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ConcurrentLinkedQueue<Lost> lost = new ConcurrentLinkedQueue<>();

    /** A login without tokens; times as of {@link System#nanoTime}. */
    private record Lost(long begun, long ended, String why) {}

    @Test
    void losesOnlyTheLoginsThatWereInFlight() throws Exception {
        TokenAnswer earlier =
                CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").byCode();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> clients = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(i -> threads.submit(this::logIn))
                    .toList();
            while (ended.get() < BEFORE && clients.stream().noneMatch(Future::isDone)) {
                Thread.sleep(5);
            }
            long killed = System.nanoTime();
            CLUSTER.a().kill();
            long dead = System.nanoTime();
            for (Future<?> client : clients) {
                client.get();
            }
            System.out.printf(
                    "%d logins, %d of them after a node was killed; lost %s%n",
                    ended.get(),
                    ended.get() - BEFORE,
                    lost.stream().map(Lost::why).toList());
            assertThat(ended).hasValue(LOGINS);
            assertThat(lost).hasSizeLessThanOrEqualTo(THREADS).allSatisfy(login -> {
                assertThat(login.begun).as(login.why).isLessThan(dead);
                assertThat(login.ended).as(login.why).isGreaterThan(killed);
            });
        } finally {
            threads.shutdownNow();
            CLUSTER.start(CLUSTER.a(), TestServers.productJar());
        }
        OAuthClient client = CLUSTER.client();
        assertRefreshed(client.refresh(earlier), List.of(READ_CONTACTS));
        assertEverywhere(client, client.asking(CONTACTS_REQUEST).as("anna").byCode(), READ_CONTACTS);
    }

    private void logIn() {
        OAuthClient client = CLUSTER.client();
        while (begun.incrementAndGet() <= LOGINS) {
            long start = System.nanoTime();
            try {
                TokenAnswer answer = client.asking(CONTACTS_REQUEST).as("anna").byCode();
                if (answer.status() == 200) {
                    assertGrants(answer, READ_CONTACTS);
                } else {
                    lost.add(new Lost(start, System.nanoTime(), answer.status() + " " + answer.body()));
                }
            } catch (IllegalStateException noForm) {
                lost.add(new Lost(start, System.nanoTime(), noForm.getMessage()));
            }
            ended.incrementAndGet();
        }
    }
}
