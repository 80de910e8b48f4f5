package io.github.permissionscopes.benchmark;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;

/**
 * 12 APIs with 200 permissions each, 10,000 protected client scopes that require them, 24 roles of 100 permissions each,
 * and 1,000 users.
 */
final class LargeRealm {

    static final String NAME = "large";
    static final String APPLICATION = "application";
    static final int SCOPES_OF_APPLICATION = 1_000;

    private static final int APIS = 12;
    private static final int PERMISSIONS = 200;
    private static final int SCOPES = 10_000;
    private static final int ROLES = 24;
    private static final int PERMISSIONS_OF_ROLE = 100;
    private static final int USERS = 1_000;

    private LargeRealm() {}

    static RealmRepresentation build() {
        RealmBuilder realm = RealmBuilder.create().name(NAME).enabled(true);
        realm.clientScopes(
                IntStream.range(0, SCOPES).mapToObj(LargeRealm::clientScope).toArray(ClientScopeRepresentation[]::new));
        for (int api = 0; api < APIS; api++) {
            realm.clients(ClientBuilder.create(api(api)).bearerOnly(true));
            realm.clientRoles(
                    api(api),
                    IntStream.range(0, PERMISSIONS)
                            .mapToObj(permission -> RoleBuilder.create(permission(permission)))
                            .toArray(RoleBuilder[]::new));
        }
        IntStream.range(0, SCOPES)
                .forEach(scope -> realm.addClientScopeClientRoleMapping(
                        api(scope % APIS), permission(scope / APIS % PERMISSIONS), scope(scope)));
        realm.realmRoles(IntStream.range(0, ROLES).mapToObj(LargeRealm::role).toArray(RoleBuilder[]::new));
        for (int user = 0; user < USERS; user++) {
            // The first has half of all roles.
            realm.users(DemoRealm.user(user(user)).realmRoles(user == 0 ? halfOfTheRoles() : roleOf(user)));
        }
        realm.clients(ClientBuilder.create(APPLICATION)
                .publicClient(true)
                .directAccessGrantsEnabled(true)
                .fullScopeEnabled(false)
                .optionalClientScopes(IntStream.range(0, SCOPES_OF_APPLICATION)
                        .mapToObj(LargeRealm::scopeOfApplication)
                        .toArray(String[]::new)));
        realm.requiredActions(DemoRealm.requiredActions(Map.of()));
        return realm.build();
    }

    /** Of permissions all over the APIs. */
    static String scopeOfApplication(int number) {
        return scope(number * (SCOPES / SCOPES_OF_APPLICATION));
    }

    private static String scope(int number) {
        return "scope-" + number;
    }

    static String user(int number) {
        return "user-" + number;
    }

    private static String api(int number) {
        return "api-" + number;
    }

    private static String permission(int number) {
        return "permission-" + number;
    }

    private static String[] roleOf(int user) {
        return new String[] {"role-" + user % ROLES};
    }

    private static String[] halfOfTheRoles() {
        return IntStream.range(0, ROLES / 2)
                .mapToObj(role -> "role-" + 2 * role)
                .toArray(String[]::new);
    }

    private static RoleBuilder role(int number) {
        int from = number % 2 * PERMISSIONS_OF_ROLE;
        return RoleBuilder.create("role-" + number)
                .composite(true)
                .clientComposite(
                        api(number / 2),
                        IntStream.range(from, from + PERMISSIONS_OF_ROLE)
                                .mapToObj(LargeRealm::permission)
                                .toArray(String[]::new));
    }

    private static ClientScopeRepresentation clientScope(int number) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(scope(number));
        scope.setProtocol("openid-connect");
        scope.setAttributes(new LinkedHashMap<>(Map.of(
                "display.on.consent.screen",
                "true",
                "consent.screen.text",
                "Do what scope " + number + " lets you do")));
        return scope;
    }
}
