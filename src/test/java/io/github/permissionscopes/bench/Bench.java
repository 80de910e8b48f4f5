package io.github.permissionscopes.bench;

import io.github.permissionscopes.bench.administration.AdministrationBench;
import io.github.permissionscopes.bench.core.CoreBench;
import io.github.permissionscopes.bench.core.DecisionCost;
import io.github.permissionscopes.bench.report.Budget;
import io.github.permissionscopes.bench.report.Budget.Verdict;
import io.github.permissionscopes.bench.report.Chart;
import io.github.permissionscopes.bench.report.Document;
import io.github.permissionscopes.bench.report.Machine;
import io.github.permissionscopes.bench.report.OtherTables;
import io.github.permissionscopes.bench.report.TokenBudgets;
import io.github.permissionscopes.bench.report.TokenTables;
import io.github.permissionscopes.bench.server.Processors;
import io.github.permissionscopes.bench.server.Servers;
import io.github.permissionscopes.bench.server.StartUp;
import io.github.permissionscopes.bench.tokens.Case;
import io.github.permissionscopes.bench.tokens.Cases;
import io.github.permissionscopes.bench.tokens.Effort;
import io.github.permissionscopes.bench.tokens.Measured;
import io.github.permissionscopes.bench.tokens.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Measures, prints and writes. A run of all parts and cases writes {@code docs/performance.md}; any other writes into
 * the build's folder only.
 *
 * <p>Arguments: the unpacked distribution, the JAR, the first of two ports, the parts, the cases (a regular
 * expression), how many seconds a case may take, and further options of both servers.
 */
public final class Bench {

    /** Of both servers, for cases with a budget: a Java machine compiles differently in each. */
    private static final int STARTS = 4;

    /** A request takes a third less after some thousands of its kind. */
    private static final int WARM_UPS = 2;

    private static final String THROUGHPUT = "Tokens per second";
    private static final double HALF_WIDTH = 0.005;
    private static final Set<String> ALL_PARTS = Set.of("tokens", "start", "core", "administration");
    private static final String USUAL_OPTIONS = "--log-level=info";
    private static final String ALL = ".*";
    private static final Path CHART = Path.of("images", "performance.svg");

    private final Servers servers;
    private final Path home;
    private final Path jar;
    private final int port;
    private final Set<String> parts;
    private final Pattern cases;
    private final Effort effort;
    private final List<String> options;
    private final List<Budget> budgets = new ArrayList<>();
    private final Document document = new Document();
    private Processors processors = new Processors(List.of());

    private Bench(String... arguments) throws IOException {
        home = Path.of(arguments[0]);
        jar = Path.of(arguments[1]);
        port = Integer.parseInt(arguments[2]);
        options = List.of(arguments[6].split(" "));
        servers = new Servers(home, jar, port, options);
        parts = Set.of(arguments[3].split(","));
        cases = Pattern.compile(arguments[4]);
        effort = new Effort(Double.parseDouble(arguments[5]), HALF_WIDTH);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        new Bench(arguments).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        Document tables = new Document();
        List<Measured> measured = parts.contains("tokens") ? tokens(tables) : List.of();
        if (parts.contains("start")) {
            StartUp startUp = servers.startUp();
            tables.section("Start-up with 50 realms", OtherTables.of(startUp));
            budgets.add(OtherTables.budget(startUp));
        }
        if (parts.contains("core")) {
            List<DecisionCost> costs = CoreBench.run();
            tables.section("Decision core", OtherTables.ofDecisions(costs));
            budgets.add(OtherTables.budget(costs));
        }
        if (parts.contains("administration")) {
            AdministrationBench.Result result =
                    AdministrationBench.run(home, jar, port, home.resolveSibling("administration.log"));
            tables.section("Administration at scale", result.lines());
            budgets.add(Budget.of(
                    "growth of the administration's calls",
                    "see below",
                    result.missed().isEmpty() ? "all in their limits" : String.join("; ", result.missed()),
                    result.missed().isEmpty()));
        }
        document.section("Where and of what", Machine.facts(home, processors));
        document.section("Budgets", Budget.table(budgets));
        document.append(tables);
        Path results = home.resolveSibling("performance.md");
        Files.write(results, document.lines());
        document.lines().forEach(System.out::println);
        if (isComplete()) {
            Path docs = Path.of("docs");
            document.writeInto(docs.resolve("performance.md"));
            Files.write(docs.resolve(CHART), Chart.of(measured));
        }
        List<Budget> missed = budgets.stream()
                .filter(budget -> budget.verdict() != Verdict.HOLDS)
                .toList();
        if (!missed.isEmpty()) {
            throw new IllegalStateException(missed.size() + " budgets do not hold; see " + results);
        }
    }

    private boolean isComplete() {
        return parts.equals(ALL_PARTS) && cases.pattern().equals(ALL) && options.equals(List.of(USUAL_OPTIONS));
    }

    private List<Measured> tokens(Document tables) throws IOException, InterruptedException {
        servers.prepare();
        List<Case> all = Cases.all().stream()
                .filter(one -> cases.matcher(one.name()).find())
                .toList();
        List<Case> exact = all.stream().filter(Case::isExact).toList();
        Map<String, Measured> measured = new LinkedHashMap<>();
        for (int start = 1; start <= STARTS; start++) {
            try (Servers.Running running = servers.start(start % 2 == 0)) {
                System.out.println("Start " + start + ", speed of the processors: "
                        + running.processors().facts());
                processors = running.processors();
                running.bind();
                for (int round = 0; round < WARM_UPS; round++) {
                    for (Case one : exact) {
                        one.warmUp(running);
                    }
                }
                for (Case one : start == 1 ? all : exact) {
                    measured.merge(one.name(), one.measure(running, effort), Measured::and);
                    System.out.println(
                            one.name() + " " + measured.get(one.name()).summary());
                }
                if (start == 1 && cases.matcher(THROUGHPUT).find()) {
                    running.free();
                    tables.section(THROUGHPUT, OtherTables.ofThroughput(Throughput.measure(running, effort)));
                    running.bind();
                }
            }
        }
        budgets.addAll(TokenBudgets.of(List.copyOf(measured.values())));
        tables.section("Requests", TokenTables.of(List.copyOf(measured.values())));
        return List.copyOf(measured.values());
    }
}
