package io.github.permissionscopes.benchmark;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;

/**
 * A realm with 12 APIs of 200 permissions each, 10,000 protected client scopes that require them, 24 roles of 100
 * permissions each, and 1,000 users. Users and roles come from the realm file. The rest is created by definitions,
 * since Keycloak searches all client scopes for each mapping of a realm file.
 */
final class LargeRealm {

    static final String NAME = "large";
    static final String APPLICATION = "application";
    static final int APIS = 12;
    static final int SCOPES_OF_APPLICATION = 1_000;

    private static final int PERMISSIONS = 200;
    private static final int SCOPES = 10_000;
    private static final int ROLES = 24;
    private static final int PERMISSIONS_OF_ROLE = 100;
    private static final int USERS = 1_000;

    private LargeRealm() {}

    static RealmRepresentation file() {
        RealmBuilder realm = RealmBuilder.create().name(NAME).enabled(true);
        realm.realmRoles(IntStream.range(0, ROLES)
                .mapToObj(role -> RoleBuilder.create(role(role)))
                .toArray(RoleBuilder[]::new));
        for (int user = 0; user < USERS; user++) {
            // The first has half of all roles.
            realm.users(DemoRealm.user(user(user))
                    .realmRoles(user == 0 ? halfOfTheRoles() : new String[] {role(user % ROLES)}));
        }
        realm.clients(ClientBuilder.create(APPLICATION)
                .publicClient(true)
                .directAccessGrantsEnabled(true)
                .fullScopeEnabled(false));
        realm.requiredActions(DemoRealm.requiredActions(Map.of()));
        return realm.build();
    }

    /** The scopes of one API. Every tenth of the realm's is the application's. */
    static Map<String, Object> definition(int api) {
        return Map.of(
                "scopes",
                IntStream.range(0, SCOPES)
                        .filter(scope -> scope % APIS == api)
                        .mapToObj(scope -> Map.of(
                                "name",
                                scope(scope),
                                "description",
                                "Do what scope " + scope + " lets you do",
                                "roles",
                                List.of(permission(scope / APIS % PERMISSIONS)),
                                "clients",
                                scope % (SCOPES / SCOPES_OF_APPLICATION) == 0 ? List.of(APPLICATION) : List.of()))
                        .toList());
    }

    static Map<String, Object> roles() {
        return roles(ROLES, PERMISSIONS_OF_ROLE);
    }

    /** The first role without half of its permissions. */
    static Map<String, Object> lessOfOneRole() {
        return roles(1, PERMISSIONS_OF_ROLE / 2);
    }

    private static Map<String, Object> roles(int roles, int permissions) {
        return Map.of(
                "roles",
                IntStream.range(0, roles)
                        .mapToObj(role -> {
                            Map<String, Object> definition = new LinkedHashMap<>();
                            definition.put("name", role(role));
                            int from = role % 2 * PERMISSIONS_OF_ROLE;
                            definition.put(
                                    "permissions",
                                    Map.of(
                                            api(role / 2),
                                            IntStream.range(from, from + permissions)
                                                    .mapToObj(LargeRealm::permission)
                                                    .toList()));
                            return definition;
                        })
                        .toList());
    }

    /** Of permissions all over the APIs. */
    static String scopeOfApplication(int number) {
        return scope(number * (SCOPES / SCOPES_OF_APPLICATION));
    }

    static String user(int number) {
        return "user-" + number;
    }

    static String api(int number) {
        return "api-" + number;
    }

    private static String scope(int number) {
        return "scope-" + number;
    }

    private static String permission(int number) {
        return "permission-" + number;
    }

    private static String role(int number) {
        return "role-" + number;
    }

    private static String[] halfOfTheRoles() {
        return IntStream.range(0, ROLES / 2).mapToObj(role -> role(2 * role)).toArray(String[]::new);
    }
}
