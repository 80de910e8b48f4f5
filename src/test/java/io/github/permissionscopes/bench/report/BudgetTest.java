package io.github.permissionscopes.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.bench.report.Budget.Verdict;
import io.github.permissionscopes.bench.statistics.Estimate;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void judgesAFigure() {
        assertThat(verdict(1.02, 1.01, 1.05)).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(1.04, 1.01, 1.05)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void doesNotJudgeWhatMayBeOnBothSidesAndIsTooNoisy() {
        assertThat(verdict(1.02, 0.9, 1.1)).isEqualTo(Verdict.TOO_NOISY);
        assertThat(verdict(1.04, 0.9, 1.1)).isEqualTo(Verdict.TOO_NOISY);
    }

    @Test
    void judgesWhatIsTooNoisyForAFigureAndOnOneSide() {
        assertThat(verdict(0.5, 0.4, 0.6)).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(1.5, 1.3, 1.7)).isEqualTo(Verdict.MISSED);
        assertThat(Budget.ofRatio("case", 1.03, new Estimate(0.5, 0.4, 0.6)).measured())
                .isEqualTo("too noisy: 0.40 to 0.60");
    }

    private static Verdict verdict(double value, double low, double high) {
        return Budget.ofRatio("case", 1.03, new Estimate(value, low, high)).verdict();
    }
}
