package io.github.permissionscopes.it.support.load;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.cluster.Cluster;
import io.github.permissionscopes.it.support.cluster.Node;
import io.github.permissionscopes.it.support.load.Traffic.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A cluster under the traffic of all grants, while roles change. */
public final class Load {

    private final Cluster cluster;
    private final ForeignIssuer issuer = new ForeignIssuer();

    /** Makes the realm, with the switch on. */
    public Load(Cluster cluster) {
        this.cluster = cluster;
        cluster.a().keycloak().realms().create(LoadRealm.of(issuer));
        admin(cluster.a()).turnSwitch(true);
    }

    private static RealmAdmin admin(Node node) {
        return new RealmAdmin(node.keycloak().realm(LoadRealm.NAME));
    }

    /**
     * @return what came of it; all roles are held again
     * @throws IllegalStateException if a request failed
     */
    public Outcome run(Duration time) throws IOException, InterruptedException {
        List<RealmAdmin> administrators =
                cluster.nodes().stream().map(Load::admin).toList();
        List<String> nodes = cluster.nodes().stream().map(Node::url).toList();
        String realm = "/realms/" + LoadRealm.NAME;
        try (OtherParties others = new OtherParties(
                issuer, nodes.get(0) + realm, cluster.balancer().url() + realm)) {
            RoleChanges changes = new RoleChanges(administrators);
            List<Token> tokens;
            try (changes) {
                tokens = Traffic.run(nodes, time);
            }
            changes.giveAll();
            return new Outcome(tokens, changes);
        }
    }

    /** @return for each node, kilobytes of its old generation in use after a full garbage collection */
    public List<Double> oldGenerations() throws IOException, InterruptedException {
        List<Double> used = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            used.add(OldGeneration.afterFullCollection(node.pid()));
        }
        return used;
    }
}
