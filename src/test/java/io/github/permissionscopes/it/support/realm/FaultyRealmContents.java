package io.github.permissionscopes.it.support.realm;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;

/** What the tests of faults add to their realm, take from it, and make again in it. */
public final class FaultyRealmContents {

    private static final String OTHER_CLIENT = "other-client-";

    private final RealmResource realm;

    FaultyRealmContents(RealmResource realm) {
        this.realm = realm;
    }

    /** Adds applications of which nobody has heard. */
    public void addClients(int count) {
        PartialImportRepresentation more = new PartialImportRepresentation();
        more.setIfResourceExists("FAIL");
        more.setClients(IntStream.range(0, count)
                .mapToObj(number -> ClientBuilder.create(OTHER_CLIENT + number)
                        .attribute("resource_url", "https://" + OTHER_CLIENT + number + ".example")
                        .build())
                .toList());
        try (Response answer = realm.partialImport(more)) {
            assertThat(answer.getStatus()).isEqualTo(200);
        }
    }

    public void removeAddedClients() {
        realm.clients()
                .findAll(OTHER_CLIENT, null, true, 0, Integer.MAX_VALUE)
                .forEach(client -> realm.clients().get(client.getId()).remove());
    }

    /** Leaves the scope {@code delete:contacts} to the role of its name, until {@link #repair}. */
    public void guardByOneRole() {
        new RealmAdmin(realm).unmap(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
    }

    /** Makes again what a fault has deleted. */
    public void repair() {
        RealmAdmin admin = new RealmAdmin(realm);
        if (admin.client(CONTACTS_API).roles().list().stream()
                .noneMatch(role -> role.getName().equals(DELETE_CONTACTS))) {
            admin.permissions().create(CONTACTS_API, DELETE_CONTACTS);
            admin.give("carl", CONTACTS_API, DELETE_CONTACTS);
        }
        if (realm.clientScopes().findAll().stream()
                .noneMatch(scope -> scope.getName().equals(DELETE_CONTACTS))) {
            admin.createScope(DELETE_CONTACTS, EveryGrantClient.ID, Map.of("permissionScopes.match", "all"));
        }
        admin.map(DELETE_CONTACTS, CONTACTS_API, READ_CONTACTS);
        admin.map(DELETE_CONTACTS, CONTACTS_API, DELETE_CONTACTS);
    }
}
