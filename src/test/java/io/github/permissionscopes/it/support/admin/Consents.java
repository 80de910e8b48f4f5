package io.github.permissionscopes.it.support.admin;

import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.realm.ManagedRealm;

/** What users have said yes to in a test, until its end. */
public final class Consents {

    private static final int MANY = 1000;

    private final ManagedRealm realm;
    private final Undo undo;

    public Consents(ManagedRealm realm) {
        this.realm = realm;
        this.undo = Undo.after(realm);
    }

    /** Somebody has said yes. */
    public void given() {
        undo.before("consents", () -> () -> revokeAll(realm.admin()));
    }

    private static void revokeAll(RealmResource realm) {
        for (UserRepresentation user : realm.users().list(0, MANY)) {
            UserResource resource = realm.users().get(user.getId());
            resource.getConsents().forEach(consent -> resource.revokeConsent((String) consent.get("clientId")));
        }
    }
}
