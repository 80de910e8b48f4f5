package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.MappingsRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code POST plan}: says before what is so afterwards, with bundles that nobody has thought out. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PlanEqualsApplyIT {

    private static final List<String> SCOPES = List.of("r:a", "r:b", "r:c", "r:d");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void whatAPlanSaysIsSoAfterwards() {
        admin.groups().make("sales").join("emma").below("emea");
        Random random = new Random(2026);
        for (int round = 0; round < 12; round++) {
            String bundle = bundle(random);
            Map<String, Set<String>> before = holders();

            JsonNode plan = ok(rest.plan(bundle));
            JsonNode applied = ok(rest.apply(bundle));

            assertThat(names(applied)).isEqualTo(names(plan));
            assertThat(withEffects(before, plan)).as(bundle).isEqualTo(holders());
            assertThat(changes(rest.plan(bundle))).isEmpty();
        }
    }

    private static List<String> names(JsonNode plan) {
        return each(plan.path("changes"), change -> of(change, "operation", "name"));
    }

    private static String bundle(Random random) {
        List<String> scopes = some(random, SCOPES, 1);
        List<String> definitions = new ArrayList<>();
        Set<String> permissions = new TreeSet<>();
        for (String scope : scopes) {
            List<String> roles = some(random, scopes, 1);
            permissions.addAll(roles);
            if (random.nextInt(3) == 0) {
                roles.add("{role: employee}");
            }
            String match = random.nextBoolean() ? "all" : "any";
            definitions.add("{name: %s, roles: %s, match: %s}".formatted(scope, roles, match));
        }
        return """
                apis: [{clientId: random-api, clients: [contacts-app], scopes: %s}]
                roles:
                  - {name: employee, permissions: {random-api: %s}}
                  - {name: random, permissions: {random-api: %s}}
                groups: [{path: %s, roles: %s}]
                """
                .formatted(
                        definitions,
                        some(random, permissions, 0),
                        some(random, permissions, 0),
                        random.nextBoolean() ? "/sales" : "/sales/emea",
                        random.nextInt(4) == 0 ? "[random]" : "[]");
    }

    private static List<String> some(Random random, Collection<String> all, int least) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return new ArrayList<>(shuffled.subList(0, least + random.nextInt(all.size() - least + 1)));
    }

    /** @return by name of the scope, the names of those who may have it as the holders of its permissions say it */
    private Map<String, Set<String>> holders() {
        Map<String, Set<String>> holders = new TreeMap<>();
        for (ClientScopeRepresentation scope : realm.admin().clientScopes().findAll()) {
            if (scope.getAttributes().containsKey("permissionScopes.api")) {
                List<Set<String>> byRole = holdersByRole(scope.getId());
                Set<String> may = new TreeSet<>();
                byRole.forEach(may::addAll);
                if ("all".equals(scope.getAttributes().get("permissionScopes.match"))) {
                    byRole.forEach(may::retainAll);
                }
                holders.put(scope.getName(), may);
            }
        }
        holders.values().removeIf(Set::isEmpty);
        return holders;
    }

    private List<Set<String>> holdersByRole(String scopeId) {
        MappingsRepresentation required =
                realm.admin().clientScopes().get(scopeId).getScopeMappings().getAll();
        List<Set<String>> byRole = new ArrayList<>();
        if (required.getClientMappings() != null) {
            required.getClientMappings().forEach((api, mapping) -> mapping.getMappings()
                    .forEach(role -> byRole.add(holders(api, role.getName()))));
        }
        if (required.getRealmMappings() != null) {
            required.getRealmMappings().forEach(role -> byRole.add(realmRole(role.getName())));
        }
        return byRole;
    }

    private Set<String> holders(String api, String permission) {
        JsonNode page = ok(rest.get("apis/" + api + "/permissions/" + permission + "/holders?max=1000"));
        return new TreeSet<>(page.path("holders").findValuesAsText("username"));
    }

    /** The direct members and those of groups; no realm role of these bundles is in another one. */
    private Set<String> realmRole(String name) {
        Set<String> users = new TreeSet<>();
        realm.admin().users().list().stream()
                .filter(user -> realm.admin().users().get(user.getId()).roles().realmLevel().listEffective().stream()
                        .anyMatch(role -> role.getName().equals(name)))
                .forEach(user -> users.add(user.getUsername()));
        return users;
    }

    private static Map<String, Set<String>> withEffects(Map<String, Set<String>> before, JsonNode plan) {
        Map<String, Set<String>> after = new TreeMap<>();
        before.forEach((scope, users) -> after.put(scope, new TreeSet<>(users)));
        plan.path("changes").forEach(change -> change.path("effects").forEach(effect -> {
            Set<String> users = after.computeIfAbsent(effect.path("scope").asText(), scope -> new TreeSet<>());
            users.addAll(effect.at("/gains/users").findValuesAsText("username"));
            users.removeAll(effect.at("/loses/users").findValuesAsText("username"));
        }));
        after.values().removeIf(Set::isEmpty);
        return after;
    }
}
