package io.github.permissionscopes.demo;

import static io.github.permissionscopes.demo.DemoRealm.*;

import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/** The people of the demo realm, and the jobs by which they hold permissions. */
final class DemoPeople {

    private DemoPeople() {}

    static void configure(RealmBuilder realm) {
        roles(realm);
        users(realm);
    }

    private static void roles(RealmBuilder realm) {
        realm.realmRoles(
                role("employee", TIMESHEETS_API, "read:timesheets", "create:timesheets", "delete:timesheets"),
                role("manager", TIMESHEETS_API, TIMESHEETS.toArray(String[]::new)),
                role("organizer", EVENTS_API, "create:events", "update:events"),
                role("participant", EVENTS_API, "view:events", "register:events"));
    }

    private static RoleBuilder role(String name, String api, String... permissions) {
        return RoleBuilder.create(name).composite(true).clientComposite(api, permissions);
    }

    private static void users(RealmBuilder realm) {
        realm.users(
                user("anna").clientRoles(CONTACTS_API, READ_CONTACTS),
                user("carl").clientRoles(CONTACTS_API, READ_CONTACTS, DELETE_CONTACTS),
                user("emma").realmRoles("employee"),
                user("mark").realmRoles("manager"),
                user("olga").realmRoles("organizer"),
                user("pete").realmRoles("participant"),
                user("nora"),
                UserBuilder.create("service-account-" + SERVICE)
                        .serviceAccountId(SERVICE)
                        .enabled(true)
                        .clientRoles(TIMESHEETS_API, "read:timesheets"));
    }
}
