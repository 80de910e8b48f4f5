package io.github.permissionscopes.definition.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts a role's permissions, collected in sets by API, into the lists of a definition. */
final class Permissions {

    private Permissions() {}

    static Map<String, List<String>> lists(Map<String, Set<String>> permissions) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        permissions.forEach((api, names) -> lists.put(api, List.copyOf(names)));
        return lists;
    }
}
