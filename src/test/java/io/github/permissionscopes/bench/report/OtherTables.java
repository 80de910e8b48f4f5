package io.github.permissionscopes.bench.report;

import io.github.permissionscopes.bench.core.DecisionCost;
import io.github.permissionscopes.bench.server.StartUp;
import io.github.permissionscopes.bench.tokens.Throughput;
import java.util.List;

/** The tables of what is not a case. */
public final class OtherTables {

    private static final double MOST_SECONDS = 1;
    private static final int SCOPES = 20;
    private static final double MOST_NANOS = 2_000;
    private static final double MOST_BYTES = 1_000;

    private OtherTables() {}

    public static List<String> ofThroughput(List<Throughput> all) {
        Table table = new Table(
                "8 connections",
                "tokens/s without",
                "tokens/s with",
                "ratio",
                "requests/s",
                "p99 ms without",
                "p99 ms with");
        for (Throughput one : all) {
            table.add(
                    one.title(),
                    Figures.of(one.plain()),
                    Figures.of(one.product()),
                    Figures.ratio(one.product() / one.plain()),
                    Figures.of(one.rate()),
                    Figures.of(one.plainP99()),
                    Figures.of(one.productP99()));
        }
        return table.lines();
    }

    public static List<String> ofDecisions(List<DecisionCost> costs) {
        Table table = new Table("scopes", "µs", "bytes");
        for (DecisionCost cost : costs) {
            table.add(String.valueOf(cost.scopes()), Figures.of(cost.nanos() / 1_000), Figures.of(cost.bytes()));
        }
        return table.lines();
    }

    /** Of the decision about 20 scopes. */
    public static Budget budget(List<DecisionCost> costs) {
        DecisionCost cost =
                costs.stream().filter(one -> one.scopes() == SCOPES).findFirst().orElseThrow();
        return Budget.of(
                "decision core, " + SCOPES + " scopes",
                "< 2 µs, < 1 KB",
                Figures.of(cost.nanos() / 1_000) + " µs, " + Figures.of(cost.bytes()) + " bytes",
                cost.nanos() < MOST_NANOS && cost.bytes() < MOST_BYTES);
    }

    public static List<String> of(StartUp startUp) {
        Table table = new Table("", "seconds");
        table.add("without the product", Figures.of(startUp.without()));
        table.add("first start with it: the switch is registered in all realms", Figures.of(startUp.first()));
        table.add("next start with it", Figures.of(startUp.later()));
        return table.lines();
    }

    public static Budget budget(StartUp startUp) {
        double more = startUp.later() - startUp.without();
        return Budget.of(
                "start-up with 50 realms",
                "< " + MOST_SECONDS + " s more",
                Figures.of(more) + " s (the first: " + Figures.of(startUp.first() - startUp.without()) + " s)",
                more < MOST_SECONDS);
    }
}
