package io.github.permissionscopes.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
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
        realms.forEach(StartedTogetherIT::create);
        Stream.concat(realms.stream(), Stream.of(GrantTour.REALM))
                .forEach(name -> actions(name).removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID));
        CLUSTER.nodes().parallelStream().forEach(Node::stop);

        CLUSTER.startBoth(TestServers.productJar());

        assertThat(realms).allSatisfy(name -> assertThat(switches(name))
                .as(name)
                .singleElement()
                .satisfies(entry -> assertThat(entry.isEnabled()).isFalse()));
        assertThat(CLUSTER.nodes()).allSatisfy(node -> assertThat(node.log())
                .anyMatch(line -> line.contains("Permission Scopes "))
                .noneMatch(line -> line.contains(" ERROR ")
                        || line.contains(" WARN ") && line.contains("io.github.permissionscopes")));
        assertThat(switches(GrantTour.REALM)).hasSize(1);
        CLUSTER.admin().turnSwitch(true);
    }

    private static void create(String name) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(name);
        realm.setEnabled(true);
        CLUSTER.a().keycloak().realms().create(realm);
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
