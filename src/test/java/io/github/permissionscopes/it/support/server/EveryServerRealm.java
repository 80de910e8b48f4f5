package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import io.github.permissionscopes.it.support.client.ForeignIssuer;
import io.github.permissionscopes.it.support.client.GrantTour;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.realm.UserBuilder;

/** {@link GrantTour}'s realm as every server takes it, with one more client. */
public final class EveryServerRealm {

    /** The client with {@code delete:contacts} as a default scope: nobody asks for it, and no seam can take it out. */
    public static final String DEFAULT_ID = "with-a-default";

    public static final String DEFAULT_SERVICE_ACCOUNT = "service-account-" + DEFAULT_ID;

    private EveryServerRealm() {}

    /** @param jwtGrant whether the server knows the JWT authorization grant */
    static RealmRepresentation of(ForeignIssuer issuer, boolean jwtGrant) {
        RealmRepresentation realm = GrantTour.realm(issuer);
        if (!jwtGrant) {
            // Unknown there, and nobody is linked to what is unknown.
            realm.setIdentityProviders(null);
            realm.getUsers().forEach(user -> user.setFederatedIdentities(null));
        }
        ClientRepresentation client = EveryGrantClient.registration(DEFAULT_ID).build();
        makeDefault(DemoRealm.DELETE_CONTACTS, client);
        List<ClientRepresentation> clients = new ArrayList<>(realm.getClients());
        clients.add(client);
        realm.setClients(clients);
        List<UserRepresentation> users = new ArrayList<>(realm.getUsers());
        users.add(UserBuilder.create(DEFAULT_SERVICE_ACCOUNT)
                .serviceAccountId(DEFAULT_ID)
                .enabled(true)
                .clientRoles(DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS)
                .build());
        realm.setUsers(users);
        return realm;
    }

    private static void makeDefault(String scope, ClientRepresentation client) {
        List<String> optional = new ArrayList<>(client.getOptionalClientScopes());
        optional.remove(scope);
        client.setOptionalClientScopes(optional);
        List<String> defaults = new ArrayList<>(client.getDefaultClientScopes());
        defaults.add(scope);
        client.setDefaultClientScopes(defaults);
    }
}
