package io.github.permissionscopes.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioTest {

    private static final int ROUNDS = 2_000;
    private static final int RESAMPLES = 300;

    private final Random random = new Random(7);

    @Test
    void findsTheRatioInsideItsInterval() {
        Estimate ratio = ratio(times(5.15, 1), times(5, 1));

        assertThat(ratio.value()).isCloseTo(1.03, within(0.01));
        assertThat(ratio.low()).isLessThan(1.03);
        assertThat(ratio.high()).isGreaterThan(1.03);
        assertThat(ratio.isNoisy()).isFalse();
        assertThat(ratio.toString()).startsWith("1.0").endsWith(" %");
    }

    @Test
    void saysThatFewTimesWhichDifferMuchAreTooNoisy() {
        double[] times = times(5, 4);
        double[] others = times(5, 4);

        assertThat(ratio(
                                DoubleStream.of(times).limit(30).toArray(),
                                DoubleStream.of(others).limit(30).toArray())
                        .toString())
                .matches("too noisy: [01]\\.\\d\\d to [1-9]\\.\\d\\d");
    }

    @Test
    void isNotMovedByADisturbanceThatHitsBoth() {
        double[] times = times(5.5, 1);
        double[] others = times(5, 1);
        IntStream.range(500, 800).forEach(round -> {
            times[round] *= 3;
            others[round] *= 3;
        });

        assertThat(ratio(times, others).value()).isCloseTo(1.1, within(0.02));
    }

    @Test
    void isTheMeanOfStartsThatDiffer() {
        Estimate ratio = Ratio.of(
                List.of(times(5.5, 1), times(5, 1), times(5.25, 1)),
                List.of(times(5, 1), times(5, 1), times(5, 1)),
                Quantile.MEDIAN,
                RESAMPLES);

        assertThat(ratio.value()).isCloseTo(1.05, within(0.01));
        assertThat(ratio.halfWidth()).isGreaterThan(0.03);
    }

    @Test
    void takesTheNearestRank() {
        double[] values = {5, 1, 4, 2, 3};

        assertThat(Quantile.median(values)).isEqualTo(3);
        assertThat(Quantile.of(values, 0.99)).isEqualTo(5);
        assertThat(Quantile.of(values, 0)).isEqualTo(1);
    }

    /** @return times with this median, each up to {@code spread} / 2 away */
    private double[] times(double median, double spread) {
        return random.doubles(ROUNDS, median - spread / 2, median + spread / 2).toArray();
    }

    private static Estimate ratio(double[] times, double[] others) {
        return Ratio.of(List.of(times), List.of(others), Quantile.MEDIAN, RESAMPLES);
    }
}
