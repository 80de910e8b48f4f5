package io.github.permissionscopes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares docs/kept-state.md with the code: it lists everything that the product keeps in Keycloak's objects, and
 * nothing else.
 */
class KeptStateDocTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/permissionscopes");
    private static final Path DOCUMENT = Path.of("docs/kept-state.md");

    /** A literal that begins as our keys do. Those of the config are settings, and have their own document. */
    private static final Pattern KEY = Pattern.compile(
            "\"((?:permissionScopes\\.|permission_scopes_|additional_param_permission_scopes_)[A-Za-z_.=]+)\"");

    /** Calls that write into something that outlives the caller. */
    private static final Pattern WRITE =
            Pattern.compile("session\\.setAttribute\\(|\\.setClientNote\\(|\\.setAuthNote\\("
                    + "|\\.setUserSessionNote\\(|\\.setNote\\(|getOtherClaims\\(\\)\\.put\\(|request\\s*\\.setOtherClaims\\("
                    + "|singleUseObjects\\(\\)\\s*\\.(?:put|replace)\\(|getCachedWith\\(");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void namesEveryKey() throws IOException {
        Set<String> inCode = new TreeSet<>();
        for (Path source : sources()) {
            if (!source.startsWith(SOURCES.resolve("config/PermissionScopes.java"))
                    && !source.startsWith(SOURCES.resolve("telemetry"))) {
                matches(KEY, Files.readString(source)).forEach(inCode::add);
            }
        }

        Set<String> inDocument = rows().map(
                        row -> matches(CODE, row).findFirst().orElse(""))
                .filter(KeptStateDocTest::isKeyOfOurs)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(inCode).isNotEmpty();
        assertThat(inDocument).isEqualTo(inCode);
    }

    @Test
    void namesWhoWritesAndReadsEachKey() {
        assertThat(rows().filter(row ->
                        isKeyOfOurs(matches(CODE, row).findFirst().orElse(""))))
                .isNotEmpty()
                .allSatisfy(row -> {
                    String[] cells = row.split("\\|");
                    assertThat(classes(cells[3])).as("writes %s", cells[1]).isNotEmpty();
                    assertThat(classes(cells[4])).as("reads %s", cells[1]).isNotEmpty();
                });
    }

    @Test
    void namesOnlyClassesThatAreThere() throws IOException {
        Set<String> there = sources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(rows().flatMap(row -> classes(row).stream())).isNotEmpty().allSatisfy(name -> assertThat(there)
                .contains(name));
    }

    @Test
    void namesEveryClassThatWritesIntoKeycloaksObjects() throws IOException {
        Set<String> named = rows().flatMap(row -> classes(row).stream()).collect(Collectors.toSet());
        Set<String> writers = new TreeSet<>();
        for (Path source : sources()) {
            if (WRITE.matcher(Files.readString(source)).find()) {
                writers.add(source.getFileName().toString().replace(".java", ""));
            }
        }

        assertThat(writers).isNotEmpty();
        assertThat(named).containsAll(writers);
    }

    private static boolean isKeyOfOurs(String cell) {
        return KEY.matcher("\"" + cell + "\"").matches();
    }

    private static List<String> classes(String text) {
        return matches(CODE, text)
                .filter(name -> name.matches("[A-Z][A-Za-z]+"))
                .toList();
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static Stream<String> rows() {
        try {
            return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
