package io.github.permissionscopes.it.support.realm;

import org.keycloak.testframework.realm.RealmBuilder;

/** The test realm with admin events stored. */
public final class AuditedRealm extends TestRealm {

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        super.configure(realm);
        realm.build().setAdminEventsEnabled(true);
        realm.build().setAdminEventsDetailsEnabled(true);
        return realm;
    }
}
