package io.github.permissionscopes.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The product's Micrometer meters. Quarkus exposes Micrometer's global registry at the metrics endpoint, beside
 * Keycloak's own event metrics.
 *
 * <p>Labels are realm names and constants of the product, never client input, so their number stays small.
 */
final class DecisionMeters {

    /** Exposed as {@code keycloak_permission_scopes_decisions_total}. */
    static final String DECISIONS = "keycloak.permission.scopes.decisions";

    /** Exposed as {@code keycloak_permission_scopes_decision_seconds}, with {@code _count}, {@code _sum} and so on. */
    static final String DECISION = "keycloak.permission.scopes.decision";

    static final String REALM = "realm";
    static final String MODE = "mode";
    static final String VERDICT = "verdict";
    static final String REASON = "reason";
    static final List<String> LABELS = List.of(REALM, MODE, VERDICT, REASON);

    private static final MeterProvider<Counter> COUNTERS = Counter.builder(DECISIONS)
            .description("Verdicts about protected scopes")
            .withRegistry(Metrics.globalRegistry);

    private static final Timer TIMER = Timer.builder(DECISION)
            .description("Time to judge the scopes of a request")
            .serviceLevelObjectives(LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 1000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new))
            .register(Metrics.globalRegistry);

    private DecisionMeters() {}

    static boolean areRead() {
        return !Metrics.globalRegistry.getRegistries().isEmpty();
    }

    static void count(String realm, String mode, String verdict, String reason) {
        COUNTERS.withTags(Tags.of(REALM, realm, MODE, mode, VERDICT, verdict, REASON, reason))
                .increment();
    }

    static void took(long nanos) {
        TIMER.record(nanos, TimeUnit.NANOSECONDS);
    }
}
