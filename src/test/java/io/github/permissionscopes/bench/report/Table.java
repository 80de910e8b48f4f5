package io.github.permissionscopes.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A table in Markdown. The first column has text, the others figures. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        add(header);
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    public List<String> lines() {
        int others = rows.get(0).size() - 1;
        List<String> rule = Stream.concat(Stream.of("---"), Collections.nCopies(others, "---:").stream())
                .toList();
        return Stream.of(rows.subList(0, 1), List.of(rule), rows.subList(1, rows.size()))
                .flatMap(List::stream)
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .toList();
    }
}
