package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.server.Usage;
import io.github.permissionscopes.bench.server.Usage.Spent;
import io.github.permissionscopes.bench.statistics.Quantile;
import io.github.permissionscopes.bench.statistics.Ratio;
import io.github.permissionscopes.bench.tokens.Lane.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Measures lanes against each other: in each round each of them sends once, in random turn. */
final class Race {

    private static final double STABLE = 0.03;
    private static final int MOST_WINDOWS = 5;
    private static final double WINDOW_SECONDS = 1;
    private static final int FEWEST_ROUNDS = 5;

    private static final double CHECK_SECONDS = 3;

    /** How many times as long as others a case may take if its figures are too noisy. */
    private static final int MOST_TIMES = 4;

    private static final double NOISY = 0.025;
    private static final int RESAMPLES = 200;

    private static final int BLOCKS = 4;
    private static final double BLOCK_MILLIS = 200;

    private final List<Lane> lanes;
    private final List<Case.Comparison> comparisons;
    private final Random random = new Random();
    private final Map<Key, List<Double>> times = new LinkedHashMap<>();

    Race(List<Lane> lanes, List<Case.Comparison> comparisons) {
        this.lanes = new ArrayList<>(lanes);
        this.comparisons = comparisons;
        lanes.forEach(lane -> times.put(lane.key(), new ArrayList<>()));
    }

    Map<Key, Row> run(Effort effort) {
        warmUp();
        long start = System.nanoTime();
        double checked = 0;
        while (true) {
            round();
            double passed = (System.nanoTime() - start) / 1e9;
            if (passed - checked > Math.min(CHECK_SECONDS, effort.seconds())) {
                double width = halfWidth();
                if (width < effort.halfWidth() || passed > effort.seconds() * (width < NOISY ? 1 : MOST_TIMES)) {
                    break;
                }
                checked = passed;
            }
        }
        Map<Key, Row> rows = new LinkedHashMap<>();
        Map<Key, List<Spent>> usages = blocks();
        times.forEach((key, row) -> rows.put(key, row(row, usages.get(key))));
        return rows;
    }

    private void round() {
        Collections.shuffle(lanes, random);
        lanes.forEach(lane -> times.get(lane.key()).add(lane.send()));
    }

    /** Until the medians of one window are those of the window before. */
    void warmUp() {
        Map<Key, Double> before = Map.of();
        for (int window = 0; window < MOST_WINDOWS; window++) {
            long start = System.nanoTime();
            for (int round = 0; round < FEWEST_ROUNDS || System.nanoTime() - start < WINDOW_SECONDS * 1e9; round++) {
                round();
            }
            Map<Key, Double> medians = new LinkedHashMap<>();
            times.forEach((key, row) -> medians.put(key, Quantile.median(array(row))));
            times.values().forEach(List::clear);
            if (areStable(before, medians)) {
                return;
            }
            before = medians;
        }
    }

    private static boolean areStable(Map<Key, Double> before, Map<Key, Double> now) {
        return before.keySet().equals(now.keySet())
                && now.entrySet().stream()
                        .allMatch(median -> Math.abs(median.getValue() / before.get(median.getKey()) - 1) < STABLE);
    }

    /** @return of the least certain comparison, as a share of its figure */
    private double halfWidth() {
        return comparisons.stream()
                .mapToDouble(comparison -> Ratio.of(
                                List.of(array(times.get(comparison.of()))),
                                List.of(array(times.get(comparison.to()))),
                                Quantile.MEDIAN,
                                RESAMPLES)
                        .halfWidth())
                .max()
                .orElseThrow();
    }

    /** What a server uses cannot be told by lane while they take turns: here each lane sends many times in a row. */
    private Map<Key, List<Spent>> blocks() {
        Map<Key, List<Spent>> usages = new LinkedHashMap<>();
        for (int block = 0; block < BLOCKS; block++) {
            Collections.shuffle(lanes, random);
            for (Lane lane : lanes) {
                int requests = (int) Math.max(2, BLOCK_MILLIS / Quantile.median(array(times.get(lane.key()))));
                Usage before = lane.server().usage();
                for (int request = 0; request < requests; request++) {
                    lane.call().send();
                }
                usages.computeIfAbsent(lane.key(), key -> new ArrayList<>())
                        .add(before.until(lane.server().usage()).dividedBy(requests));
            }
        }
        return usages;
    }

    private static Row row(List<Double> times, List<Spent> blocks) {
        return new Row(
                List.of(array(times)),
                blocks.stream().mapToDouble(block -> block.cpuNanos() / 1e6).toArray(),
                blocks.stream()
                        .mapToDouble(block -> block.allocatedBytes() / 1e3)
                        .toArray());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
