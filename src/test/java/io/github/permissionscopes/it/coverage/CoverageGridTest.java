package io.github.permissionscopes.it.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The grid in {@code docs/coverage.md} is that of the tests. After a change of tests, {@code mvn test
 * -Dtest=CoverageGridTest -Dgrid.write=true} writes it anew.
 */
class CoverageGridTest {

    private static final Path DOCUMENT = Path.of("docs/coverage.md");
    private static final String BEGIN = "<!-- coverage grid: written by CoverageGridTest -->\n";
    private static final String END = "\n<!-- end of the coverage grid -->";

    private static final List<Method> TESTS = new ArrayList<>();
    private static final CoverageGrid GRID = new CoverageGrid();

    @BeforeAll
    static void collect() throws Exception {
        Path classes = Path.of(CoverageGridTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> its;
        try (Stream<Path> files = Files.walk(classes)) {
            its = files.filter(file -> file.toString().endsWith("IT.class"))
                    .map(classes::relativize)
                    .toList();
        }
        for (Path it : its) {
            String name = it.toString()
                    .replace(".class", "")
                    .replace(it.getFileSystem().getSeparator(), ".");
            Class<?> type = Class.forName(name, false, CoverageGridTest.class.getClassLoader());
            for (Method method : type.getDeclaredMethods()) {
                Covers[] claims = method.getAnnotationsByType(Covers.class);
                if (claims.length > 0) {
                    TESTS.add(method);
                    Arrays.stream(claims)
                            .forEach(claim -> GRID.add(type.getSimpleName() + "#" + method.getName(), claim));
                }
            }
        }
    }

    @Test
    void claimsAreMadeByTestsThatRun() {
        assertThat(TESTS)
                .isNotEmpty()
                .allMatch(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .noneMatch(method -> method.isAnnotationPresent(Disabled.class)
                        || method.getDeclaringClass().isAnnotationPresent(Disabled.class));
    }

    @Test
    void everyCellHasATestOrAReasonAndNotBoth() {
        List<String> wrong = new ArrayList<>();
        for (Route route : Route.values()) {
            for (Moment moment : Moment.values()) {
                boolean test = !GRID.tests(route, moment).isEmpty();
                boolean reason = EmptyCells.reason(route, moment).isPresent();
                if (test == reason) {
                    wrong.add(route + " " + moment + (test ? " has a test and a reason" : " is empty"));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyReasonIsNeeded() {
        assertThat(EmptyCells.REASONS).allSatisfy(reason -> assertThat(reason.routes())
                .allMatch(route -> reason.moments().stream().anyMatch(moment -> EmptyCells.reason(route, moment)
                        .filter(reason::equals)
                        .isPresent())));
    }

    @Test
    void theDocumentShowsIt() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("grid.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + GRID.markdown() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo(GRID.markdown());
        }
    }
}
