package io.github.permissionscopes.it.support.cluster;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.Undo;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import io.github.permissionscopes.it.support.server.ClusterNodes;
import io.github.permissionscopes.it.support.server.Postgres;
import io.github.permissionscopes.it.support.server.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two optimized nodes on one PostgreSQL, with Keycloak's own clustering on loopback, behind a {@link LoadBalancer}.
 * They have {@link GrantTour}'s realm, with the switch on. Each test's changes are undone.
 */
public final class Cluster implements AutoCloseable, AfterEachCallback {

    private static final String DATABASE = "cluster";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ForeignIssuer issuer = new ForeignIssuer();
    private final String database;
    private final List<Node> nodes;
    private final LoadBalancer balancer;
    private final Undo undo = Undo.at(all -> this.atEnd = all);
    private Runnable atEnd = () -> {};

    /** The one of this test run, which is started at the first call: both nodes with the product. */
    public static Cluster running() {
        return TestServers.running(DATABASE, Cluster.class, Cluster::new);
    }

    private Cluster() throws IOException, InterruptedException {
        database = Postgres.running().emptyDatabase(DATABASE);
        nodes = ClusterNodes.build(database).stream().map(Node::new).toList();
        balancer = new LoadBalancer(
                ClusterNodes.BALANCER_PORT, nodes.stream().map(Node::url).toList());
        // Not both at once: one of two that create Keycloak's tables may end with an error of the database.
        a().start(TestServers.productJar());
        start(b(), TestServers.productJar());
        a().keycloak().realms().create(GrantTour.realm(issuer));
        new RealmAdmin(a().realm()).turnSwitch(true);
    }

    public Node a() {
        return nodes.get(0);
    }

    public Node b() {
        return nodes.get(1);
    }

    public List<Node> nodes() {
        return nodes;
    }

    public LoadBalancer balancer() {
        return balancer;
    }

    /** @return the JDBC URL of the nodes' database */
    public String database() {
        return database;
    }

    /** Starts a node with these JARs alone, and returns when both nodes know each other. */
    public void start(Node node, Path... jars) {
        node.start(jars);
        awaitView(2);
    }

    /** Both at the same time. */
    public void startBoth(Path... jars) {
        CompletableFuture.allOf(nodes.stream()
                        .map(node -> CompletableFuture.runAsync(() -> node.start(jars)))
                        .toArray(CompletableFuture[]::new))
                .join();
        awaitView(2);
    }

    private void awaitView(int size) {
        Instant end = Instant.now().plus(PATIENCE);
        while (nodes.stream().anyMatch(node -> node.view() != size)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("The nodes are no cluster of " + size + ": "
                        + nodes.stream().map(Node::view).toList());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Runnable all = atEnd;
        atEnd = () -> {};
        all.run();
        balancer.beginAt(0);
    }

    /** Of {@link GrantTour}'s realm, at the first node. */
    public RealmAdmin admin() {
        return admin(a());
    }

    /** Of {@link GrantTour}'s realm, at this node. */
    public RealmAdmin admin(Node node) {
        return new RealmAdmin(node.realm(), undo);
    }

    /** A client whose requests go to the nodes in turn. */
    public OAuth oauth() {
        return new OAuth(balancer.url() + "/realms/" + GrantTour.REALM, DemoRealm.REDIRECT_URI);
    }

    /** The client that may use every grant; its requests go to the nodes in turn. */
    public OAuthClient client() {
        return oauth().client(EveryGrantClient.ID).confidential();
    }

    /** Every grant, step by step at the nodes in turn. */
    public GrantTour tour() {
        return new GrantTour(balancer.url(), issuer);
    }

    @Override
    public void close() {
        balancer.close();
        nodes.forEach(Node::stop);
    }
}
