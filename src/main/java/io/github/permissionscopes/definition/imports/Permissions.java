package io.github.permissionscopes.definition.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A role's permissions by API, gathered without doubles. */
final class Permissions {

    private Permissions() {}

    static Map<String, List<String>> lists(Map<String, Set<String>> permissions) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        permissions.forEach((api, names) -> lists.put(api, List.copyOf(names)));
        return lists;
    }
}
