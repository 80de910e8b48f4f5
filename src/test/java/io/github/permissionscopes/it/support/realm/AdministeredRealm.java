package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.Constants;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/** The test realm with an administrator, and applications whose tokens carry the roles of a user, or do not. */
public final class AdministeredRealm extends TestRealm {

    public static final String BOSS = "boss";

    /** Whose tokens carry all roles. */
    public static final String FULL = "full-app";

    /** As above, short-lived. */
    public static final String SHORT = "short-app";

    /** As above, but the client is disabled in the test. */
    public static final String DISABLED = "disabled-app";

    public static final String LIGHTWEIGHT = "lightweight-app";
    public static final String ROBOT = "robot";

    /** Whose tokens carry no role of the administrator. */
    public static final String WITHOUT_ROLES_SCOPE = "app-without-roles";

    public static final String NARROW = "narrow-app";
    public static final String LIGHTWEIGHT_NARROW = "narrow-lightweight-app";
    public static final String NARROW_ROBOT = "narrow-robot";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        super.configure(realm);
        realm.clients(
                application(FULL, true),
                application(SHORT, true).attribute("access.token.lifespan", "1"),
                application(DISABLED, true),
                application(LIGHTWEIGHT, true).attribute(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, "true"),
                robot(ROBOT, true),
                withoutRoles(application(WITHOUT_ROLES_SCOPE, true)),
                application(NARROW, false),
                application(LIGHTWEIGHT_NARROW, false)
                        .attribute(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, "true"),
                robot(NARROW_ROBOT, false));
        GroupRepresentation group = new GroupRepresentation();
        group.setName("nobodys");
        realm.build().setGroups(List.of(group));
        for (String robot : List.of(ROBOT, NARROW_ROBOT)) {
            realm.users(administrator(UserBuilder.create("service-account-" + robot)
                    .serviceAccountId(robot)
                    .enabled(true)));
        }
        return realm.users(
                administrator(DemoRealm.user(BOSS)).clientRoles(DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS));
    }

    private static UserBuilder administrator(UserBuilder user) {
        user.build()
                .setClientRoles(new HashMap<>(Map.of(Constants.REALM_MANAGEMENT_CLIENT_ID, List.of("realm-admin"))));
        return user;
    }

    private static ClientBuilder application(String clientId, boolean allRoles) {
        return DemoRealm.application(clientId, DemoRealm.CONTACTS).fullScopeEnabled(allRoles);
    }

    private static ClientBuilder withoutRoles(ClientBuilder client) {
        client.build().setDefaultClientScopes(List.of("basic", "profile"));
        return client;
    }

    private static ClientBuilder robot(String clientId, boolean allRoles) {
        return ClientBuilder.create(clientId)
                .secret(DemoRealm.SECRET)
                .serviceAccountsEnabled(true)
                .fullScopeEnabled(allRoles)
                .defaultClientScopes("basic", "profile", "roles");
    }
}
