package io.github.permissionscopes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Metrics that are turned on for each test. */
final class TestMeters implements BeforeEachCallback, AfterEachCallback {

    private SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Override
    public void beforeEach(ExtensionContext context) {
        registry = new SimpleMeterRegistry();
        turnOn();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        turnOff();
    }

    void turnOn() {
        Metrics.globalRegistry.add(registry);
    }

    void turnOff() {
        Metrics.globalRegistry.remove(registry);
    }

    /** @return how often each verdict was counted, by its labels */
    Map<String, Double> counts() {
        Map<String, Double> counts = new TreeMap<>();
        registry.find(DecisionMeters.DECISIONS)
                .counters()
                .forEach(counter -> counts.put(labels(counter.getId()), counter.count()));
        // The global registry has the counters of the other tests too.
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    long timed() {
        return registry.find(DecisionMeters.DECISION).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private static String labels(Meter.Id id) {
        assertThat(id.getTags()).hasSameSizeAs(DecisionMeters.LABELS);
        return DecisionMeters.LABELS.stream().map(id::getTag).collect(Collectors.joining(" "));
    }
}
