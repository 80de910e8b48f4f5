package io.github.permissionscopes.it.support.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A call of the product's administration, and the calls of Keycloak's own that show or change the same: who may make
 * all of these may make ours.
 */
public record AdministrativeCall(
        String name, Function<Administration, Answer> ours, List<Function<Administration, Answer>> keycloaks) {

    private static final Map<String, Object> API = Map.of("name", "Contacts");
    private static final Map<String, Object> BUNDLE =
            Map.of("apis", List.of(Map.of("clientId", DemoRealm.CONTACTS_API, "name", "Contacts")));
    private static final Map<String, Object> QUESTION =
            Map.of("user", "anna", "client", DemoRealm.CONTACTS_APP, "scope", DemoRealm.READ_CONTACTS);
    private static final Map<String, Object> ROLES = Map.of("roles", List.of(Map.of("name", "employee")));
    private static final Map<String, Object> GROUPS = Map.of("groups", List.of(Map.of("path", "/nobodys")));

    /** @return all of them, in a realm like the demo realm with a group "nobodys" */
    public static List<AdministrativeCall> all(RealmAdmin admin) {
        String client = "clients/"
                + admin.client(DemoRealm.CONTACTS_API).toRepresentation().getId();
        String user = "users/" + admin.user("anna").toRepresentation().getId();
        String group = "groups/" + admin.groups().id("nobodys");
        Function<Administration, Answer> viewClient = caller -> caller.get(client);
        Function<Administration, Answer> viewScope = caller -> caller.get(
                "client-scopes/" + admin.scope(DemoRealm.READ_CONTACTS).getId());
        Function<Administration, Answer> viewUser = caller -> caller.get(user);
        Function<Administration, Answer> viewRealm = caller -> caller.get("components");
        Function<Administration, Answer> manageClient =
                caller -> caller.put(client, Map.of("clientId", DemoRealm.CONTACTS_API, "name", "Contacts"));
        List<AdministrativeCall> calls = new ArrayList<>();
        calls.add(call("list APIs", caller -> caller.get("apis"), viewClient, viewScope));
        calls.add(call("read an API", caller -> caller.get("apis/contacts-api"), viewClient, viewScope));
        calls.add(call("define an API", caller -> caller.put("apis/contacts-api", API), manageClient));
        calls.add(call(
                "delete an API",
                caller -> caller.delete("apis/none"),
                // Who may only see that there is no such client is answered 404 too.
                manageClient));
        calls.add(call(
                "who holds a permission",
                caller -> caller.get("apis/contacts-api/permissions/read:contacts/holders"),
                viewClient,
                viewUser));
        calls.add(call("read the bundle", caller -> caller.get("bundle"), viewClient, viewScope, viewRealm));
        calls.add(call(
                "plan a bundle", caller -> caller.post("plan", BUNDLE), viewClient, viewScope, viewRealm, viewUser));
        calls.add(call("apply APIs", caller -> caller.post("apply", BUNDLE), manageClient));
        calls.add(call(
                "apply roles",
                caller -> caller.post("apply", ROLES),
                manageClient,
                caller -> caller.put("roles/employee", Map.of("name", "employee"))));
        calls.add(call(
                "apply groups",
                caller -> caller.post("apply", GROUPS),
                manageClient,
                caller -> caller.put(group, Map.of("name", "nobodys"))));
        for (String product : List.of("auth0", "authorization-extension", "openapi")) {
            calls.add(call("import from " + product, caller -> caller.post("import/" + product, "{}"), viewClient));
        }
        calls.add(call("explain", caller -> caller.post("explain", QUESTION), viewClient, viewUser));
        calls.add(call("status", caller -> caller.get("status"), viewRealm));
        calls.add(call("report", caller -> caller.get("report"), caller -> caller.get("events")));
        return calls;
    }

    @SafeVarargs
    private static AdministrativeCall call(
            String name, Function<Administration, Answer> ours, Function<Administration, Answer>... keycloaks) {
        return new AdministrativeCall(name, ours, List.of(keycloaks));
    }

    /** @return 401, 403, or 200 for everything else: what the caller may do, not what there is */
    public int ours(Administration caller) {
        return mayAt(ours, caller);
    }

    /** @return as above, of Keycloak's own calls; where they differ, what does not let the caller in */
    public int keycloaks(Administration caller) {
        Stream<Integer> answers = keycloaks.stream().map(call -> mayAt(call, caller.ofKeycloak()));
        return answers.sorted((a, b) -> Boolean.compare(a == 200, b == 200))
                .findFirst()
                .orElseThrow();
    }

    private static int mayAt(Function<Administration, Answer> call, Administration caller) {
        Answer answer = call.apply(caller);
        if (answer.status() >= 500) {
            throw new AssertionError(answer.text());
        }
        return answer.status() == 401 || answer.status() == 403 ? answer.status() : 200;
    }

    /**
     * Each call is answered as Keycloak's own are.
     *
     * @return what Keycloak has answered
     */
    public static Collection<Integer> assertSame(RealmAdmin admin, Administration caller) {
        Map<String, Integer> ours = new LinkedHashMap<>();
        Map<String, Integer> keycloaks = new LinkedHashMap<>();
        for (AdministrativeCall call : all(admin)) {
            ours.put(call.name(), call.ours(caller));
            keycloaks.put(call.name(), call.keycloaks(caller));
        }
        assertThat(ours).isEqualTo(keycloaks);
        return keycloaks.values();
    }

    @Override
    public String toString() {
        return name;
    }
}
