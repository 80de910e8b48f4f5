package io.github.permissionscopes.console;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows of the form that rename a scope. The form sends only names and descriptions, so a row is a rename if
 * the scope at its position had the same description and another name. Two cases look alike: replacing the last row and
 * renaming it differ only in the description, and after a row is deleted the next one moves up. A rename passes the old
 * permission's holders on to the new one. So an unclear form is rejected.
 */
final class RenamedRows {

    private RenamedRows() {}

    /**
     * @param is the present scopes
     * @param wanted the rows of the form, in their order
     * @return the old names by the new names
     * @throws InvalidDefinitionException if it is not clear whether a row is a renamed or a new scope
     */
    static Map<String, String> of(List<ScopeRow> is, List<ScopeRow> wanted) {
        Set<String> gone = keys(is);
        gone.removeAll(keys(wanted));
        Set<String> fresh = keys(wanted);
        fresh.removeAll(keys(is));
        Map<String, Long> goneByText = is.stream()
                .filter(row -> gone.contains(row.key()))
                .collect(Collectors.groupingBy(ScopeRow::value, Collectors.counting()));
        Map<String, String> renamed = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(is.size(), wanted.size()); i++) {
            ScopeRow before = is.get(i);
            ScopeRow now = wanted.get(i);
            if (gone.contains(before.key())
                    && !before.value().isEmpty()
                    && before.value().equals(now.value())
                    && fresh.remove(now.key())) {
                // The scope of this row may have been deleted, and the next one may have moved up.
                if (goneByText.getOrDefault(before.value(), 0L) > 1) {
                    throw alike(i, before.key(), before.value());
                }
                gone.remove(before.key());
                renamed.put(now.key(), before.key());
            }
        }
        if (!gone.isEmpty() && !fresh.isEmpty()) {
            throw unclear(wanted, gone.iterator().next(), fresh.iterator().next());
        }
        return renamed;
    }

    private static Set<String> keys(List<ScopeRow> rows) {
        return rows.stream().map(ScopeRow::key).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static InvalidDefinitionException alike(int index, String gone, String text) {
        return new InvalidDefinitionException(
                "/scopes/" + index,
                "Is this \"" + gone
                        + "\" under a new name, or another scope? Of those that are not here any more, several have"
                        + " the description \"" + text
                        + "\". Rename or delete one of them at a time, and save in between.");
    }

    private static InvalidDefinitionException unclear(List<ScopeRow> rows, String gone, String fresh) {
        int index = 0;
        while (!rows.get(index).key().equals(fresh)) {
            index++;
        }
        return new InvalidDefinitionException(
                "/scopes/" + index,
                "Is this \"" + gone
                        + "\" under a new name, or another scope? To rename it, change its key only; it needs a"
                        + " description, which stays. To delete \"" + gone + "\", save without it first, and add \""
                        + fresh
                        + "\" then.");
    }
}
