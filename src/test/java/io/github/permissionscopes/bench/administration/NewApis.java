package io.github.permissionscopes.bench.administration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Definitions of APIs that a {@link LargeRealm} does not have. */
final class NewApis {

    private NewApis() {}

    /**
     * New APIs, whose scopes belong to the application, and a role for them.
     *
     * @param scopes of each
     */
    static Map<String, Object> bundle(int apis, int scopes) {
        List<Map<String, Object>> definitions = new ArrayList<>();
        Map<String, List<String>> permissions = new TreeMap<>();
        for (int api = 0; api < apis; api++) {
            String clientId = "bundled-" + api;
            Map<String, Object> definition =
                    new LinkedHashMap<>(definition(clientId, scopes, "Do what scope %d allows"));
            definition.put("clientId", clientId);
            definitions.add(definition);
            permissions.put(
                    clientId,
                    IntStream.range(0, scopes)
                            .mapToObj(scope -> clientId + ":" + scope)
                            .toList());
        }
        return Map.of("apis", definitions, "roles", List.of(Map.of("name", "bundled", "permissions", permissions)));
    }

    /** The deletion of the same. */
    static Map<String, Object> deletion(int apis) {
        return Map.of(
                "apis",
                IntStream.range(0, apis)
                        .mapToObj(api -> Map.of("clientId", "bundled-" + api, "delete", true))
                        .toList());
    }

    /** @param description with a place for the scope's number */
    static Map<String, Object> definition(String clientId, int scopes, String description) {
        return Map.of(
                "clients",
                List.of(LargeRealm.APPLICATION),
                "scopes",
                IntStream.range(0, scopes)
                        .mapToObj(number ->
                                Map.of("name", clientId + ":" + number, "description", description.formatted(number)))
                        .toList());
    }
}
