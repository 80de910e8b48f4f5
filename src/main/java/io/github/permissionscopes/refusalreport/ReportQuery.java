package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.decision.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The parameters of a refusal report.
 *
 * @param since only events from then on count
 * @param mode only refusals of this kind; empty for all
 * @param first how many rows are skipped
 * @param max the maximum number of rows
 */
public record ReportQuery(Instant since, Optional<Mode> mode, int first, int max) {

    /** The default period. */
    public static final Duration USUAL = Duration.ofDays(7);
}
