package io.github.permissionscopes.demo;

import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One token request of the walk-through.
 *
 * @param granted the scope of the access token
 * @param reasons by refused scope, the reason that the event tells
 * @param expected the API scopes that should have been granted
 */
record WalkThroughRow(
        String user,
        String grant,
        List<String> requested,
        Set<String> granted,
        Map<String, String> reasons,
        Set<String> expected,
        TokenAnswer answer) {

    boolean asExpected() {
        Set<String> api = new HashSet<>(granted);
        api.retainAll(DemoRealm.ALL_SCOPES);
        Set<String> refused = new HashSet<>(requested);
        refused.removeAll(expected);
        return answer.status() == 200
                && api.equals(expected)
                && answer.scope().equals(granted)
                && reasons.keySet().equals(refused);
    }

    static void print(List<WalkThroughRow> rows) {
        String[] heads = {"user", "grant", "requested", "answer"};
        List<String[]> lines = new ArrayList<>();
        lines.add(heads);
        rows.forEach(row -> lines.addAll(row.lines()));
        int[] widths = new int[heads.length];
        lines.forEach(line -> Arrays.setAll(widths, i -> Math.max(widths[i], line[i].length())));
        System.out.println();
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                text.append(String.format("  %-" + widths[i] + "s", line[i]));
            }
            System.out.println(text.toString().stripTrailing());
            if (line == heads) {
                System.out.println("  " + "-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)));
            }
        }
        System.out.println();
    }

    private List<String[]> lines() {
        List<String[]> lines = new ArrayList<>();
        for (String scope : requested) {
            boolean first = lines.isEmpty();
            String verdict =
                    granted.contains(scope) ? "granted" : "refused: " + reasons.getOrDefault(scope, "no reason told");
            boolean right = granted.contains(scope) == expected.contains(scope) && answer.status() == 200;
            lines.add(new String[] {
                first ? user : "", first ? grant : "", scope, right ? verdict : verdict + "   <-- NOT EXPECTED"
            });
        }
        return lines;
    }
}
