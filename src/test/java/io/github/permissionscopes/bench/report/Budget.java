package io.github.permissionscopes.bench.report;

import io.github.permissionscopes.bench.statistics.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * A limit, and what was measured.
 *
 * @param what the case
 * @param limit in words
 * @param measured in words
 */
public record Budget(String what, String limit, String measured, Verdict verdict) {

    /** What is too noisy is judged if the whole interval is on one side of the limit. Otherwise it does not hold. */
    public enum Verdict {
        HOLDS,
        MISSED,
        TOO_NOISY;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** @param most the highest ratio that is allowed */
    static Budget ofRatio(String what, double most, Estimate ratio) {
        return new Budget(what, "≤ " + most, ratio.toString(), verdict(ratio, most));
    }

    public static Budget of(String what, String limit, String measured, boolean holds) {
        return new Budget(what, limit, measured, holds ? Verdict.HOLDS : Verdict.MISSED);
    }

    private static Verdict verdict(Estimate ratio, double most) {
        if (ratio.isNoisy() && ratio.low() <= most && ratio.high() > most) {
            return Verdict.TOO_NOISY;
        }
        return ratio.value() <= most ? Verdict.HOLDS : Verdict.MISSED;
    }

    public static List<String> table(List<Budget> budgets) {
        Table table = new Table("case", "budget", "measured", "");
        for (Budget budget : budgets) {
            String word = budget.verdict().word();
            table.add(
                    budget.what(),
                    budget.limit(),
                    budget.measured(),
                    budget.verdict() == Verdict.HOLDS ? word : "**" + word + "**");
        }
        return table.lines();
    }
}
