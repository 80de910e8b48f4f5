package io.github.permissionscopes.it.support.admin;

import jakarta.ws.rs.NotFoundException;
import java.util.function.Consumer;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ManagedRealm;

/** Further realms, which a test makes itself and which end with it. */
public final class NewRealms {

    private final ManagedRealm realm;
    private final Keycloak keycloak;

    /** @param realm whose tests these are */
    public NewRealms(ManagedRealm realm, Keycloak keycloak) {
        this.realm = realm;
        this.keycloak = keycloak;
    }

    /**
     * A realm as this file has it.
     *
     * @return who administers it
     */
    public NewRealm create(RealmRepresentation file) {
        keycloak.realms().create(file);
        String name = file.getRealm();
        realm.cleanup().add(current -> remove(name));
        // The roles for a realm that was just made are in a new token only.
        keycloak.tokenManager().invalidate(keycloak.tokenManager().getAccessTokenString());
        return new NewRealm(name, url(name), keycloak);
    }

    /** @param content what is in it beside what Keycloak makes */
    public NewRealm create(String name, Consumer<RealmRepresentation> content) {
        RealmRepresentation file = new RealmRepresentation();
        file.setRealm(name);
        file.setEnabled(true);
        content.accept(file);
        return create(file);
    }

    private void remove(String name) {
        try {
            keycloak.realm(name).remove();
        } catch (NotFoundException gone) {
            // What the test has removed itself.
        }
    }

    private String url(String name) {
        return realm.getBaseUrl().replaceFirst("/realms/.*", "/realms/" + name);
    }
}
