package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.FieldError;
import jakarta.ws.rs.WebApplicationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the query parameter {@code since}: an instant, a date or a duration in ISO 8601 format. */
final class Since {

    static final String NAME = "since";

    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(),
            text -> before(Duration.parse(text)));

    private Since() {}

    /**
     * @param usual the duration before now that applies without the parameter
     * @throws WebApplicationException 400 if the value cannot be parsed or is in the future
     */
    static Instant of(@Nullable String value, Duration usual) {
        if (value == null) {
            return before(usual);
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                Instant since = form.apply(value);
                if (since.isBefore(Instant.now()) && since.isAfter(Instant.EPOCH)) {
                    return since;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Not this format; if no format matches, an error is reported below.
            }
        }
        throw Problem.of(List.of(new FieldError(
                NAME,
                "A moment in the past is expected for since: an instant such as 2026-01-31T12:00:00Z, a date such as"
                        + " 2026-01-31, or a duration such as PT24H or P7D.")));
    }

    private static Instant before(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new DateTimeException("Not in the past");
        }
        return Instant.now().minus(duration).truncatedTo(ChronoUnit.SECONDS);
    }
}
