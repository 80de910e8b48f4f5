package io.github.permissionscopes.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter {@code since}. */
class SinceTest {

    private static final Duration USUAL = Duration.ofDays(7);

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,      2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31,                2026-01-31T00:00:00Z"
    })
    void isAnInstantOrADate(String value, Instant since) {
        assertThat(Since.of(value, USUAL)).isEqualTo(since);
    }

    @ParameterizedTest
    @CsvSource({"PT24H, 24", "P7D, 168", "PT90M, 1"})
    void isADuration(String value, long hours) {
        assertThat(Duration.between(Since.of(value, USUAL), Instant.now()).toHours())
                .isEqualTo(hours);
    }

    @Test
    void isAsUsualWhereItIsNotGiven() {
        assertThat(Since.of(null, USUAL)).isCloseTo(Instant.now().minus(USUAL), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "7",
                "2026-02-30",
                "2999-01-01",
                "PT0S",
                "-P7D",
                "P1Y",
                "PT9223372036854775807S",
                "-999999999-01-01T00:00:00Z",
                "1969-12-31"
            })
    void isNothingElse(String value) {
        assertThatThrownBy(() -> Since.of(value, USUAL)).isInstanceOfSatisfying(WebApplicationException.class, e -> {
            assertThat(e.getResponse().getStatus()).isEqualTo(400);
            assertThat(e.getResponse().getEntity().toString()).contains("\"field\":\"since\"");
        });
    }
}
