package io.github.permissionscopes.it.support.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file that a server appends to, start after start. */
final class ServerLog {

    private static final int LAST_LINES = 15;

    private final Path file;
    private int earlierLines;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The server starts. */
    void begin() throws IOException {
        earlierLines = Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** @return what the server has written since it began */
    List<String> lines() throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(earlierLines, lines.size());
    }

    String last() throws IOException {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
