package io.github.permissionscopes.it.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table in {@code docs/compatibility.md} is made of the results of tests, by {@code .ci/compatibility}; its last
 * step is {@code mvn test -Dtest=CompatibilityTableTest -Dcompatibility.write=true}.
 */
class CompatibilityTableTest {

    private static final Path DOCUMENT = Path.of("docs/compatibility.md");
    private static final Path REPORTS = Path.of("target/compatibility");
    private static final Path LINK_CHECKS = Path.of("target/link-check");
    private static final String BEGIN = "<!-- written by .ci/compatibility -->\n";
    private static final String END = "\n<!-- end of what .ci/compatibility writes -->";

    private static List<Method> tests;

    @BeforeAll
    static void collect() throws Exception {
        tests = Proofs.tests();
    }

    @Test
    void everyTestOfEveryServerProvesSomething() {
        assertThat(tests).isNotEmpty().allMatch(test -> test.isAnnotationPresent(Proves.class));
    }

    @Test
    void everyAbilityIsProved() {
        assertThat(Ability.values())
                .allSatisfy(ability -> assertThat(Proofs.of(ability, tests)).isNotEmpty());
    }

    @Test
    void theDocumentHasTheVersionsOfTheBuild() throws IOException {
        List<String> versions = versions();

        assertThat(versions).isNotEmpty();
        assertThat(one(Path.of(".github/workflows/verify.yml"), "keycloak: \\[(.*)]"))
                .isEqualTo(String.join(", ", versions));
        if (Boolean.getBoolean("compatibility.write")) {
            write(versions);
        }
        assertThat(one(DOCUMENT, "\\| " + CompatibilityTable.FIRST_TITLE + " \\| (.*) \\|"))
                .as("columns; run .ci/compatibility")
                .isEqualTo(String.join(" | ", versions));
        assertThat(rows(Files.readString(DOCUMENT)))
                .as("rows; run .ci/compatibility")
                .containsAll(Arrays.stream(Ability.values()).map(Ability::title).toList());
    }

    @Test
    void aCellSaysWhatItsTestsDid(@TempDir Path reports) throws IOException {
        Path version = Files.createDirectories(reports.resolve("26.1.4"));
        Files.writeString(
                version.resolve("TEST-some.xml"),
                """
                <testsuite>
                  <testcase classname="some.IT" name="good"/>
                  <testcase classname="some.IT" name="mixed(String)[1]"/>
                  <testcase classname="some.IT" name="mixed(String)[2]"><failure/></testcase>
                  <testcase classname="some.IT" name="skipped"><skipped/></testcase>
                </testsuite>
                """);
        Results results = Results.read(reports, "26.1.4");

        assertThat(results.cell(Ability.CODE, List.of("some.IT#good"))).isEqualTo("✔");
        assertThat(results.cell(Ability.JWT_GRANT, List.of("some.IT#good"))).isEqualTo("not there");
        assertThat(results.cell(Ability.CODE, List.of("some.IT#good", "some.IT#mixed")))
                .isEqualTo("✘");
        assertThat(results.cell(Ability.CODE, List.of("some.IT#skipped"))).isEqualTo("✘");
        assertThat(results.cell(Ability.CODE, List.of("some.IT#good", "some.IT#other")))
                .isEqualTo("not run");
        assertThat(Results.read(reports, "26.2.5").cell(Ability.CODE, List.of("some.IT#good")))
                .isEqualTo("not run");
    }

    private static void write(List<String> versions) throws IOException {
        List<Results> results =
                versions.stream().map(version -> Results.read(REPORTS, version)).toList();
        String table = new CompatibilityTable(tests, results).markdown();
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                DOCUMENT,
                document.substring(0, begin) + table + "\n\n" + linkChecks()
                        + document.substring(document.indexOf(END)));
    }

    /** What the link check has read of newer versions, in its own words. */
    private static String linkChecks() throws IOException {
        try (Stream<Path> files = Files.list(LINK_CHECKS)) {
            List<String> texts = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(CompatibilityTableTest::read)
                    .toList();
            assertThat(texts).isNotEmpty();
            return String.join("\n\n", texts);
        }
    }

    private static List<String> versions() {
        return List.of(one(Path.of("pom.xml"), "<keycloak.servers>(.*)</keycloak.servers>")
                .split(" "));
    }

    private static List<String> rows(String document) {
        return document.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ")[0].substring(2))
                .toList();
    }

    private static String one(Path file, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(read(file));
        assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
