package io.github.permissionscopes.bench.report;

import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.statistics.Estimate;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.bench.tokens.Cases;
import io.github.permissionscopes.bench.tokens.Measured;
import io.github.permissionscopes.bench.tokens.Measured.Compared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The budgets of requests for tokens. A case that was not measured has none. */
public final class TokenBudgets {

    private static final double P99 = 0.99;
    private static final double MOST_WHILE_OFF = 1.01;
    private static final double MOST_GROWTH = 1.1;

    private final List<Measured> all;
    private final List<Budget> budgets = new ArrayList<>();

    private TokenBudgets(List<Measured> all) {
        this.all = all;
    }

    public static List<Budget> of(List<Measured> all) {
        TokenBudgets budgets = new TokenBudgets(all);
        budgets.whileOff();
        all.stream()
                .filter(measured -> measured.title().equals(Cases.NO_SCOPE))
                .forEach(measured -> budgets.ratio(measured, measured.group() + ", no scope, client with 500", 1.02));
        all.stream()
                .filter(measured -> measured.group().equals(Cases.WITH_BUDGET))
                .forEach(measured ->
                        budgets.ratio(measured, measured.title(), measured.of().most()));
        budgets.growth();
        return budgets.budgets;
    }

    private void ratio(Measured measured, String what, double most) {
        budgets.add(Budget.ofRatio(what, most, measured.ratio(Variant.ON, Quantile.MEDIAN)));
        if (measured.of().hasTail()) {
            budgets.add(Budget.ofRatio(what + ", p99", 1.05, measured.ratio(Variant.ON, P99)));
        }
    }

    /** Of the mean of all cases: single ones are above it by chance. Those that are so for certain are counted. */
    private void whileOff() {
        List<Measured> off = all.stream()
                .filter(measured ->
                        measured.has(Variant.OFF) && measured.compared().size() == 2)
                .toList();
        if (off.isEmpty()) {
            return;
        }
        List<Estimate> ratios = off.stream()
                .map(measured -> measured.ratio(Variant.OFF, Quantile.MEDIAN))
                .toList();
        double mean = Math.exp(ratios.stream()
                .mapToDouble(ratio -> Math.log(ratio.value()))
                .average()
                .orElseThrow());
        long above =
                ratios.stream().filter(ratio -> ratio.low() > MOST_WHILE_OFF).count();
        budgets.add(Budget.of(
                "switch off, " + off.size() + " cases, geometric mean",
                "≤ " + MOST_WHILE_OFF,
                Figures.ratio(mean) + "; " + above + " with the whole interval above the budget",
                mean <= MOST_WHILE_OFF));
    }

    /** A request that allocates less than without the product has a negative share, which must stay negative. */
    private void growth() {
        Optional<Compared> small = size("100");
        Optional<Compared> large = size("10,000");
        if (small.isPresent() && large.isPresent()) {
            double share = kilobytes(small.get());
            double growth = kilobytes(large.get()) / share;
            budgets.add(Budget.of(
                    "growth of our share, 100 → 10,000 client scopes, allocated bytes",
                    "≤ " + MOST_GROWTH,
                    Figures.ratio(growth) + " (" + Figures.of(share) + " → "
                            + Figures.of(kilobytes(large.get())) + " kB; " + millis(small.get()) + " → "
                            + millis(large.get()) + " ms)",
                    share > 0 ? growth <= MOST_GROWTH : kilobytes(large.get()) <= 0));
        }
    }

    private Optional<Compared> size(String scopes) {
        return all.stream()
                .filter(measured ->
                        measured.group().equals(Cases.SIZES) && measured.title().equals(scopes))
                .map(measured -> measured.compared().get(0))
                .findFirst();
    }

    private static double kilobytes(Compared compared) {
        return compared.of().allocated() - compared.to().allocated();
    }

    private static String millis(Compared compared) {
        return Figures.of(
                compared.of().quantile(Quantile.MEDIAN) - compared.to().quantile(Quantile.MEDIAN));
    }
}
