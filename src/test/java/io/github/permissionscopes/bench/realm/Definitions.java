package io.github.permissionscopes.bench.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The APIs of a realm, and which role has which permissions, as the product defines them. */
record Definitions(BenchRealm realm) {

    /** @return the definition of an API, of whose scopes each application has its first ones */
    Map<String, Object> definition(int firstOfApi) {
        return Map.of(
                "scopes",
                IntStream.range(firstOfApi, Math.min(realm.scopes(), firstOfApi + Item.OF_API))
                        .mapToObj(this::scope)
                        .toList());
    }

    private Map<String, Object> scope(int number) {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("name", Item.name(number));
        scope.put("description", "Read item " + number);
        scope.put(
                "clients",
                realm.applications().stream()
                        .filter(application -> number < application.optional())
                        .map(Application::clientId)
                        .toList());
        return scope;
    }

    /** @return a definition that gives the roles of each level their part of the permissions */
    Map<String, Object> permissions() {
        return Map.of(
                "roles",
                realm.subjects().stream()
                        .filter(subject -> !subject.inGroups())
                        .flatMap(subject -> IntStream.rangeClosed(1, Subject.LEVELS)
                                .mapToObj(level -> Map.of(
                                        "name",
                                        subject.role(level),
                                        "permissions",
                                        Map.of(
                                                Item.api(0),
                                                every(
                                                        level,
                                                        Math.min(realm.scopes(), subject.permissions()),
                                                        Item::name)))))
                        .toList());
    }

    /** @return the names of the level's part */
    static List<String> every(int level, int count, IntFunction<String> name) {
        return IntStream.range(0, count)
                .filter(number -> number % Subject.LEVELS == level - 1)
                .mapToObj(name)
                .toList();
    }
}
