package io.github.permissionscopes.it.support.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * A login flow as a table in the documentation has it: steps by the names that the console shows, dashes for what is
 * below.
 */
public final class FlowTable {

    private static final Pattern TABLE = Pattern.compile("\\| step \\| requirement \\|\\n\\|[- |]+\\n((?:\\|.*\\n)+)");
    private static final Pattern ROW =
            Pattern.compile("\\| ((?:— )*)(sub-flow \\*([^*]+)\\*|[^|]+?) \\| (\\w+) \\|\\n");

    private final List<Row> rows;

    private record Row(int depth, String name, boolean isFlow, String requirement) {}

    /** @param heading of the document's section in which the table is */
    public FlowTable(Path document, String heading) throws IOException {
        String text = Files.readString(document);
        Matcher table = TABLE.matcher(text);
        if (!table.find(text.indexOf("## " + heading + "\n"))) {
            throw new IllegalArgumentException("There is no table");
        }
        rows = ROW.matcher(table.group(1))
                .results()
                .map(row -> new Row(
                        row.group(1).length() / "— ".length(),
                        row.group(3) == null ? row.group(2) : row.group(3),
                        row.group(3) != null,
                        row.group(4).toUpperCase(Locale.ROOT)))
                .toList();
    }

    /**
     * @param configs by the name of a step
     * @return the id of the new flow
     */
    public String build(RealmResource realm, String alias, Map<String, Map<String, String>> configs) {
        return build(realm, new FlowAdmin(realm), alias, configs);
    }

    /** The same, with flows that may be undone. */
    public String build(RealmResource realm, FlowAdmin flows, String alias, Map<String, Map<String, String>> configs) {
        Map<String, String> ids = realm.flows().getAuthenticatorProviders().stream()
                .collect(Collectors.toMap(
                        provider -> String.valueOf(provider.get("displayName")),
                        provider -> String.valueOf(provider.get("id")),
                        (one, other) -> one));
        String id = flows.create(alias);
        Deque<String> above = new ArrayDeque<>(List.of(alias));
        for (Row row : rows) {
            while (above.size() > row.depth() + 1) {
                above.pop();
            }
            if (row.isFlow()) {
                String subFlow = alias + " " + row.name();
                flows.subFlow(above.element(), subFlow, row.requirement());
                above.push(subFlow);
            } else {
                flows.step(
                        above.element(),
                        ids.get(row.name()),
                        row.requirement(),
                        configs.getOrDefault(row.name(), Map.of()));
            }
        }
        return id;
    }
}
