package io.github.permissionscopes.it.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Route by moment, the tests that claim it, as Markdown. A cell has the number of a test in the list below the grid, or
 * the letter of a reason.
 */
final class CoverageGrid {

    private final Map<Route, Map<Moment, SortedSet<String>>> tests = new EnumMap<>(Route.class);

    /** @param test {@code Class#method} */
    void add(String test, Covers claim) {
        for (Route route : claim.route()) {
            for (Moment moment : claim.at()) {
                tests.computeIfAbsent(route, key -> new EnumMap<>(Moment.class))
                        .computeIfAbsent(moment, key -> new TreeSet<>())
                        .add(test);
            }
        }
    }

    /** @return the tests of a cell; empty if it has none */
    SortedSet<String> tests(Route route, Moment moment) {
        return tests.getOrDefault(route, Map.of()).getOrDefault(moment, new TreeSet<>());
    }

    String markdown() {
        List<String> named = Arrays.stream(Route.values())
                .flatMap(route -> Arrays.stream(Moment.values()).map(moment -> first(route, moment)))
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row(titles()));
        lines.add("| --- |" + " --- |".repeat(Moment.values().length));
        for (Route route : Route.values()) {
            List<String> cells = new ArrayList<>(List.of(route.title()));
            for (Moment moment : Moment.values()) {
                cells.add(first(route, moment)
                        .map(test -> String.valueOf(named.indexOf(test) + 1))
                        .orElseGet(() -> EmptyCells.reason(route, moment)
                                .map(CoverageGrid::letter)
                                .orElse("")));
            }
            lines.add(row(cells));
        }
        lines.add("");
        EmptyCells.REASONS.forEach(reason -> lines.add("- " + letter(reason) + ": " + reason.text()));
        lines.add("");
        lines.add("<details><summary>The tests</summary>");
        lines.add("");
        named.forEach(test -> lines.add((named.indexOf(test) + 1) + ". `" + test + "`"));
        lines.add("");
        lines.add("</details>");
        return String.join("\n", lines);
    }

    private static List<String> titles() {
        List<String> titles = new ArrayList<>(List.of("way to a token"));
        titles.addAll(Arrays.stream(Moment.values()).map(Moment::title).toList());
        return titles;
    }

    private Optional<String> first(Route route, Moment moment) {
        return tests(route, moment).stream().findFirst();
    }

    private static String letter(EmptyCells.Reason reason) {
        return String.valueOf((char) ('a' + EmptyCells.REASONS.indexOf(reason)));
    }

    private static String row(Collection<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
