package io.github.permissionscopes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} and the dashboard name what the product tells, and nothing else. */
class OperationsDocTest {

    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final Path DASHBOARD = Path.of("docs/grafana-dashboard.json");
    private static final Path MAIN = Path.of("src/main/java");

    private static final String COUNTER = prometheus(DecisionMeters.DECISIONS) + "_total";
    private static final String TIMER = prometheus(DecisionMeters.DECISION) + "_seconds";
    private static final Set<String> METRICS =
            Set.of(COUNTER, TIMER + "_bucket", TIMER + "_count", TIMER + "_sum", TIMER + "_max");

    private static final Pattern METRIC = Pattern.compile("keycloak_\\w+");
    private static final Pattern MATCHERS = Pattern.compile("(\\w+)\\{([^}]*)}");
    private static final Pattern LABEL_OF_MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\.(?:info|warn|error)f?\\(\\s*(?:e,\\s*)?((?:\"[^\"]*\"\\s*\\+?\\s*)+)");

    @Test
    void theDashboardAsksForWhatIsThere() throws IOException {
        List<String> questions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard.findValues("expr").forEach(expr -> questions.add(expr.asText()));
        assertThat(questions)
                .hasSizeGreaterThanOrEqualTo(dashboard.path("panels").size());
        questions.add(dashboard.at("/templating/list/0/query/query").asText());

        assertThat(questions).allSatisfy(OperationsDocTest::assertIsThere);
    }

    @Test
    void theDashboardCanBeImportedAnywhere() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        String input = "${" + dashboard.at("/__inputs/0/name").asText() + "}";

        assertThat(dashboard.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo(input));
        assertThat(dashboard.path("panels").findValuesAsText("title"))
                .doesNotHaveDuplicates()
                .hasSize(dashboard.path("panels").size());
    }

    @Test
    void theDocumentAsksForWhatIsThere() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String language : List.of("promql", "yaml")) {
            Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(DOCUMENT))
                    .results()
                    .forEach(block -> blocks.add(block.group(1)));
        }

        assertThat(blocks).hasSize(2).allSatisfy(OperationsDocTest::assertIsThere);
    }

    @Test
    void theDocumentNamesEveryMetricLabelDetailAndReason() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> names = new ArrayList<>(List.of(
                COUNTER,
                TIMER,
                DecisionMetrics.NO_REASON,
                RulingReporter.SCOPE_REQUESTED,
                RulingReporter.SCOPE_REFUSED,
                RulingReporter.SCOPE_REFUSED_REASONS,
                RulingReporter.SCOPE_REFUSED_REPORT_ONLY,
                RulingReporter.MODE,
                RefusedResource.RESOURCE_REFUSED,
                RefusedResource.RESOURCE_REFUSED_REASON,
                RefusedResource.RESOURCE_REFUSED_REPORT_ONLY,
                RefusedResource.REASON,
                LargeClaim.CLAIM_SIZE,
                LargeClaim.CLAIM_MAX_SIZE));
        names.addAll(DecisionMeters.LABELS);
        Arrays.stream(Reason.values()).map(Reason::code).forEach(names::add);

        assertThat(names).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    /** Lines at DEBUG are for developers. */
    @Test
    void theDocumentHasEveryLogLine() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> lines = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(MAIN)) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                LOGGED.matcher(Files.readString(source)).results().forEach(call -> lines.add(call.group(1)));
            }
        }

        assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> assertThat(document)
                .contains(longestPart(line)));
    }

    private static void assertIsThere(String question) {
        Set<String> metrics = new HashSet<>();
        METRIC.matcher(question).results().forEach(found -> metrics.add(found.group()));
        assertThat(metrics).as(question).isNotEmpty().isSubsetOf(METRICS);

        MATCHERS.matcher(question)
                .results()
                .filter(found -> METRICS.contains(found.group(1)))
                .forEach(found -> {
                    assertThat(found.group(1)).as("has labels in %s", question).isEqualTo(COUNTER);
                    LABEL_OF_MATCHER.matcher(found.group(2)).results().forEach(label -> assertThat(
                                    DecisionMeters.LABELS)
                            .contains(label.group(1)));
                });
        GROUPING.matcher(question).results().forEach(found -> {
            boolean buckets = question.substring(found.end()).matches("(?s)\\s*\\(rate\\(" + TIMER + "_bucket\\b.*");
            assertThat(buckets ? List.of("le") : DecisionMeters.LABELS)
                    .as(question)
                    .contains(found.group(1).split("\\s*,\\s*"));
        });
    }

    private static String prometheus(String meter) {
        return meter.replace('.', '_');
    }

    /** A line without its values; the document has other ones. */
    private static String longestPart(String literals) {
        String line = literals.replaceAll("\"\\s*\\+?\\s*(\"|$)", "$1").replace("\"", "");
        return Arrays.stream(line.split("%[sd]"))
                .map(String::strip)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }
}
