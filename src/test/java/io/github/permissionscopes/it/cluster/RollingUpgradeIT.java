package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.cluster.*;
import io.github.permissionscopes.it.support.server.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The product is taken out of one node after the other, and put back into one after the other. To Keycloak Anna may
 * delete contacts, as she has one of the scope's two roles; to the product she may not.
 */
@ClusterTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingUpgradeIT {

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    private static final List<String> NARROWED = List.of(READ_CONTACTS);

    /** What a node without the product has granted while the switch was on. */
    private static TokenAnswer leaked;

    private final Node a = CLUSTER.a();
    private final Node b = CLUSTER.b();

    @Test
    @Order(1)
    void oneNodeIsWithoutTheProduct() {
        TokenAnswer narrowed =
                CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").byCode();
        assertGrants(narrowed, NARROWED);
        replace(a);

        assertMixed(b, a);
        assertGrants(a.client().refresh(narrowed), NARROWED);
    }

    @Test
    @Order(2)
    void noNodeHasTheProduct() {
        replace(b);

        assertOpen(byCode(0));
        assertOpen(byCode(1));
        leaked = byCode(0);
    }

    @Test
    @Order(3)
    void oneNodeHasTheProduct() {
        replace(a, TestServers.productJar());

        assertMixed(a, b);
    }

    /** Whatever a node without the product has granted ends here, but for its access tokens. */
    @Test
    @Order(4)
    void allNodesHaveTheProduct() {
        replace(b, TestServers.productJar());

        for (Node node : CLUSTER.nodes()) {
            assertGrants(password(node), NARROWED);
            assertGrants(node.client().refresh(leaked), NARROWED);
        }
        assertGrants(byCode(0), NARROWED);
        assertGrants(byCode(1), NARROWED);
    }

    private static void replace(Node node, Path... jars) {
        node.stop();
        CLUSTER.start(node, jars);
    }

    /** Both nodes run, one of them with the product. */
    private static void assertMixed(Node with, Node without) {
        CLUSTER.admin(with).turnSwitch(false);
        assertOpen(password(with));
        assertOpen(password(without));
        assertOpen(byCode(0));
        assertOpen(byCode(1));

        CLUSTER.admin(with).turnSwitch(true);
        assertGrants(password(with), NARROWED);
        TokenAnswer open = password(without);
        assertOpen(open);
        assertGrants(with.client().refresh(open), NARROWED);

        assertLogins(with, without);
    }

    /** A login has three steps: its page, its form, and the exchange of its code. */
    private static void assertLogins(Node with, Node without) {
        int first = CLUSTER.nodes().indexOf(with);
        // The form at the other node, the code here.
        assertGrants(byCode(first), NARROWED);
        // The form here, the code at the other node.
        assertGrants(byCode(1 - first), NARROWED);
        // All at the other node, but for the page.
        CLUSTER.balancer().beginAt(first);
        Page login = CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").open();
        CLUSTER.balancer().stayAt(1 - first);
        assertOpen(CLUSTER.client().exchange(login.logIn("anna")));

        assertRejected(with, without);
    }

    private static void assertRejected(Node with, Node without) {
        CLUSTER.admin(with).configure(Map.of("refusal", "reject"));
        int first = CLUSTER.nodes().indexOf(with);
        CLUSTER.balancer().stayAt(1 - first);
        Page login = CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").open();
        CLUSTER.balancer().stayAt(first);
        Page redirect = login.logIn("anna");
        assertThat(redirect.parameter("error"))
                .as("the form here: %s", redirect.uri())
                .isEqualTo("invalid_scope");
        CLUSTER.balancer().beginAt(first);
        Page callback = CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").login();
        assertThat(callback.parameter("code"))
                .as("the form there: %s", callback.uri())
                .isNotNull();
        assertNoToken(with.client().exchange(callback), "invalid_scope");
        assertOpen(password(without));
    }

    /** As Keycloak grants it. */
    private static void assertOpen(TokenAnswer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(TokenAnswer.scope(answer.accessClaims())).containsAll(CONTACTS);
    }

    private static Page login(int first) {
        CLUSTER.balancer().beginAt(first);
        return CLUSTER.client().asking(CONTACTS_REQUEST).as("anna").login();
    }

    private static TokenAnswer byCode(int first) {
        return CLUSTER.client().exchange(login(first));
    }

    private static TokenAnswer password(Node node) {
        return node.client().asking(CONTACTS_REQUEST).as("anna").byPassword();
    }
}
