package io.github.permissionscopes.it.compatibility;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@code docs/compatibility.md}: a row for each ability, a column for each version. */
final class CompatibilityTable {

    static final String FIRST_TITLE = "on Keycloak";

    private final List<Method> tests;
    private final List<Results> results;

    CompatibilityTable(List<Method> tests, List<Results> results) {
        this.tests = tests;
        this.results = results;
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(row(FIRST_TITLE, Results::version));
        lines.add("| --- |" + " --- |".repeat(results.size()));
        for (Ability ability : Ability.values()) {
            List<String> proofs = Proofs.of(ability, tests);
            lines.add(row(ability.title(), version -> version.cell(ability, proofs)));
        }
        lines.add(row("day of the run", Results::date));
        lines.add(row("commit", Results::commit));
        return String.join("\n", lines);
    }

    private String row(String title, Function<Results, String> cell) {
        return Stream.concat(Stream.of(title), results.stream().map(cell))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
