package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;

/**
 * A realm whose parts all grow with the number of its APIs: of the largest, 12 APIs of 200 permissions each, 10,000
 * protected client scopes that require them, 24 roles of 100 permissions each, 100,000 users and 1,000,000 events. APIs
 * and roles are created by definitions, since Keycloak searches all client scopes for each mapping of a realm file;
 * users and events by {@link ManyRows}.
 *
 * @param name of the realm
 * @param apis an even number, at most {@value #MOST_APIS}
 */
record LargeRealm(String name, int apis) {

    static final int MOST_APIS = 12;
    static final String APPLICATION = "application";
    /** A realm role of every user but the first. */
    static final String EVERYONE = "everyone";

    private static final int PERMISSIONS = 200;
    private static final int PERMISSIONS_OF_ROLE = 100;
    private static final int SCOPES = 10_000;
    private static final int USERS = 100_000;
    private static final int EVENTS = 1_000_000;
    /** Every tenth scope is the application's. */
    private static final int OF_APPLICATION = 10;

    int scopes() {
        return SCOPES * apis / MOST_APIS;
    }

    int users() {
        return USERS * apis / MOST_APIS;
    }

    int events() {
        return EVENTS * apis / MOST_APIS;
    }

    int permissions() {
        return PERMISSIONS * apis;
    }

    int roles() {
        return 2 * apis;
    }

    RealmRepresentation file() {
        RealmBuilder realm = RealmBuilder.create().name(name).enabled(true);
        realm.realmRoles(
                Stream.concat(Stream.of(EVERYONE), IntStream.range(0, roles()).mapToObj(LargeRealm::role))
                        .map(RoleBuilder::create)
                        .toArray(RoleBuilder[]::new));
        realm.users(DemoRealm.user(user(0)).realmRoles(halfOfTheRoles()));
        realm.clients(ClientBuilder.create(APPLICATION)
                .publicClient(true)
                .directAccessGrantsEnabled(true)
                .fullScopeEnabled(false));
        realm.requiredActions(DemoRealm.requiredActions(Map.of()));
        return realm.build();
    }

    /** The scopes of one API. */
    Map<String, Object> definition(int api) {
        return Map.of(
                "scopes",
                IntStream.range(0, scopes())
                        .filter(scope -> scope % apis == api)
                        .mapToObj(scope -> Map.of(
                                "name",
                                scope(scope),
                                "description",
                                "Do what scope " + scope + " lets you do",
                                "roles",
                                List.of(permission(scope / apis % PERMISSIONS)),
                                "clients",
                                scope % OF_APPLICATION == 0 ? List.of(APPLICATION) : List.of()))
                        .toList());
    }

    /** What every role is to have. */
    Map<String, Object> bundleOfRoles() {
        List<Map<String, Object>> roles = new ArrayList<>();
        roles.add(role(EVERYONE, 0, 0, 1));
        for (int role = 0; role < roles(); role++) {
            roles.add(role(role(role), role / 2, role % 2 * PERMISSIONS_OF_ROLE, PERMISSIONS_OF_ROLE));
        }
        return Map.of("roles", roles);
    }

    /** The first role without half of its permissions. */
    Map<String, Object> lessOfOneRole() {
        return Map.of("roles", List.of(role(role(0), 0, 0, PERMISSIONS_OF_ROLE / 2)));
    }

    /** All users without the permission that they have together. */
    Map<String, Object> lessOfEveryone() {
        return Map.of("roles", List.of(role(EVERYONE, 0, 1, 0)));
    }

    Map<String, String> question(String user) {
        return Map.of("user", user, "client", APPLICATION, "scope", scopesOfApplication());
    }

    /** All scopes of the application, of permissions all over the APIs; as many as a question may have. */
    private String scopesOfApplication() {
        return IntStream.range(0, scopes() / OF_APPLICATION)
                .mapToObj(number -> scope(number * OF_APPLICATION))
                .collect(Collectors.joining(" "));
    }

    static String user(int number) {
        return "user-" + number;
    }

    static String api(int number) {
        return "api-" + number;
    }

    static String role(int number) {
        return "role-" + number;
    }

    private static Map<String, Object> role(String name, int api, int from, int permissions) {
        return Map.of(
                "name",
                name,
                "permissions",
                Map.of(
                        api(api),
                        IntStream.range(from, from + permissions)
                                .mapToObj(LargeRealm::permission)
                                .toList()));
    }

    private static String scope(int number) {
        return "scope-" + number;
    }

    private static String permission(int number) {
        return "permission-" + number;
    }

    private String[] halfOfTheRoles() {
        return IntStream.range(0, apis).mapToObj(role -> role(2 * role)).toArray(String[]::new);
    }
}
