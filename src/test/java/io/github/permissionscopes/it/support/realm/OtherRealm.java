package io.github.permissionscopes.it.support.realm;

import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/** A realm with nothing in it but what Keycloak makes. */
public final class OtherRealm implements RealmConfig {

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return realm;
    }
}
