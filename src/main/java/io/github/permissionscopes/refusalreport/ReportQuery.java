package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.decision.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param since only events from then on count
 * @param mode only refusals of this kind; empty for all
 * @param first how many rows are left out
 * @param max how many rows there are at most then
 */
public record ReportQuery(Instant since, Optional<Mode> mode, int first, int max) {

    /** How far back it goes unless something else is asked for. */
    public static final Duration USUAL = Duration.ofDays(7);
}
