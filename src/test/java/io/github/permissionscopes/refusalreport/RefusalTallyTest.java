package io.github.permissionscopes.refusalreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adding up. */
class RefusalTallyTest {

    private final RefusalTally tally = new RefusalTally(100);

    @Test
    void countsAUserOnceHoweverManyEventsThereAre() {
        add("app", "anna", 1_000, reported("read"));
        add("app", "anna", 3_000, reported("read"));
        add("app", "carl", 2_000, reported("read"));

        assertThat(tally.rows())
                .containsExactly(new RefusalRow(
                        "app", "read", null, List.of("not_permitted"), "report", 2, 3, "1970-01-01T00:00:03Z"));
    }

    @Test
    void anEventWithoutAUserIsAnEvent() {
        add("app", null, 1_000, reported("read"));

        assertThat(tally.rows()).singleElement().satisfies(row -> {
            assertThat(row.subjects()).isZero();
            assertThat(row.events()).isOne();
        });
    }

    @Test
    void anEventWithoutAClientIsNoRow() {
        add(null, "anna", 1_000, reported("read"));

        assertThat(tally.rows()).isEmpty();
    }

    @Test
    void whatTookEffectHasARowOfItsOwn() {
        add("app", "anna", 1_000, reported("read"));
        add("app", "anna", 1_000, new RefusedScope("read", "other_api", Mode.ENFORCE));

        assertThat(tally.rows())
                .extracting(row -> row.mode() + " " + row.reasons())
                .containsExactly("enforce [other_api]", "report [not_permitted]");
    }

    @Test
    void reasonsAreNamedOnceAndSorted() {
        add("app", "anna", 1_000, reported("read"));
        add("app", "anna", 1_000, new RefusedScope("read", "no_permission_defined", Mode.REPORT));
        add("app", "carl", 1_000, reported("read"));

        assertThat(tally.rows())
                .singleElement()
                .extracting(RefusalRow::reasons)
                .isEqualTo(List.of("no_permission_defined", "not_permitted"));
    }

    @Test
    void rowsWithMostUsersComeFirstThenByClientAndScope() {
        add("b", "anna", 1_000, reported("y"), reported("x"));
        add("a", "anna", 1_000, reported("z"));
        add("c", "anna", 1_000, reported("w"));
        add("c", "carl", 1_000, reported("w"));

        assertThat(tally.rows())
                .extracting(row -> row.client() + " " + row.scope())
                .containsExactly("c w", "a z", "b x", "b y");
    }

    @Test
    void aResourceHasARowOfItsOwnAfterTheScopes() {
        add("app", "anna", 1_000, new RefusedScope(null, "https://nobody.example", "invalid_target", Mode.REPORT));
        add("app", "anna", 1_000, new RefusedScope(null, "nobody", "invalid_target", Mode.REPORT), reported("read"));

        assertThat(tally.rows())
                .extracting(row -> row.scope() + " " + row.resource() + " " + row.reasons())
                .containsExactly(
                        "read null [not_permitted]",
                        "null https://nobody.example [invalid_target]",
                        "null nobody [invalid_target]");
    }

    @Test
    void tellsThatRowsWereLeftOut() {
        RefusalTally small = new RefusalTally(2);
        small.add("app", "anna", 1_000, List.of(reported("a"), reported("b")));
        assertThat(small.isComplete()).isTrue();

        small.add("app", "carl", 1_000, List.of(reported("b"), reported("c")));

        assertThat(small.isComplete()).isFalse();
        assertThat(small.rows())
                .extracting(row -> row.scope() + " " + row.subjects())
                .containsExactly("b 2", "a 1");
    }

    private void add(String client, String subject, long time, RefusedScope... refused) {
        tally.add(client, subject, time, List.of(refused));
    }

    private static RefusedScope reported(String scope) {
        return new RefusedScope(scope, "not_permitted", Mode.REPORT);
    }
}
