package io.github.permissionscopes.it.support.load;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** {@link GrantTour}'s realm with more users, who hold both permissions on the contacts. */
final class LoadRealm {

    static final String NAME = "load";
    static final int USERS = 20;

    private LoadRealm() {}

    static String user(int number) {
        return "user-" + number;
    }

    /** @return the realm without the switch, which Keycloak registers */
    static RealmRepresentation of(ForeignIssuer issuer) {
        RealmRepresentation realm = GrantTour.realm(issuer);
        realm.setRealm(NAME);
        // The database is not what is measured.
        realm.setEventsEnabled(false);
        List<UserRepresentation> users = new ArrayList<>(realm.getUsers());
        for (int i = 0; i < USERS; i++) {
            UserRepresentation user = DemoRealm.user(user(i))
                    .clientRoles(CONTACTS_API, READ_CONTACTS, DELETE_CONTACTS)
                    .build();
            user.setFederatedIdentities(List.of(issuer.link(user(i))));
            users.add(user);
        }
        users.stream()
                .filter(user -> user.getUsername().equals(EveryGrantClient.SERVICE_ACCOUNT))
                .forEach(account ->
                        account.setClientRoles(Map.of(CONTACTS_API, List.of(READ_CONTACTS, DELETE_CONTACTS))));
        realm.setUsers(users);
        return realm;
    }
}
