package io.github.permissionscopes.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A document whose first part is written by hand, and the rest, below a mark, by a run. */
public final class Document {

    private static final String MARK = "<!-- Below: written by mvn -Pbench verify. -->";

    private final List<String> lines = new ArrayList<>();

    public Document section(String title, List<String> content) {
        lines.addAll(List.of("", "## " + title, ""));
        lines.addAll(content);
        return this;
    }

    public void append(Document other) {
        lines.addAll(other.lines);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** @throws IllegalStateException if the file has no mark */
    public void writeInto(Path file) throws IOException {
        List<String> old = Files.readAllLines(file);
        int mark = old.indexOf(MARK);
        if (mark < 0) {
            throw new IllegalStateException(file + " has no line " + MARK);
        }
        List<String> all = new ArrayList<>(old.subList(0, mark + 1));
        all.addAll(lines);
        Files.write(file, all);
    }
}
