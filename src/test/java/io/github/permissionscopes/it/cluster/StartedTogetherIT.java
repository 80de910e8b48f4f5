package io.github.permissionscopes.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.GrantTour;
import io.github.permissionscopes.it.support.cluster.*;
import io.github.permissionscopes.it.support.server.TestServers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** Two nodes that start at the same time register the switch in many realms. */
@ClusterTest
class StartedTogetherIT {

    private static final int REALMS = 150;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    @Test
    void registerOneSwitchInEveryRealm() {
        List<String> realms =
                IntStream.range(0, REALMS).mapToObj(i -> "realm-" + i).toList();
        CLUSTER.nodes().parallelStream().forEach(node -> create(node, realms));
        Stream.concat(realms.stream(), Stream.of(GrantTour.REALM))
                .forEach(name -> actions(name).removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID));
        CLUSTER.nodes().parallelStream().forEach(Node::stop);

        CLUSTER.startBoth(TestServers.productJar());

        assertThat(realms).allSatisfy(name -> assertThat(switches(name))
                .as(name)
                .singleElement()
                .satisfies(entry -> assertThat(entry.isEnabled()).isFalse()));
        assertThat(switches(GrantTour.REALM)).hasSize(1);
        // It stays so: the removed one was on.
        new RealmAdmin(CLUSTER.a().realm()).turnSwitch(true);
        for (Node node : CLUSTER.nodes()) {
            assertThat(node.log())
                    .anyMatch(line -> line.contains("Permission Scopes "))
                    .noneMatch(line -> line.matches(".* (WARN|ERROR) +\\[io\\.github\\.permissionscopes.*"))
                    // JGroups' nodes may both open the connection between them, and one is closed.
                    .noneMatch(line -> line.contains(" ERROR ") && !line.contains("[org.jgroups."));
        }
    }

    /** Half of them: the other node makes the others. */
    private static void create(Node node, List<String> realms) {
        for (int i = CLUSTER.nodes().indexOf(node);
                i < realms.size();
                i += CLUSTER.nodes().size()) {
            RealmRepresentation realm = new RealmRepresentation();
            realm.setRealm(realms.get(i));
            realm.setEnabled(true);
            node.keycloak().realms().create(realm);
        }
    }

    private static List<RequiredActionProviderRepresentation> switches(String realm) {
        return actions(realm).getRequiredActions().stream()
                .filter(action -> PermissionScopes.REQUIRED_ACTION_ID.equals(action.getProviderId()))
                .toList();
    }

    private static AuthenticationManagementResource actions(String realm) {
        return CLUSTER.a().keycloak().realm(realm).flows();
    }
}
