package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sums refusals up. Users are numbered, so that a row needs one bit per user. */
final class RefusalTally {

    private static final Comparator<RefusalRow> ORDER = Comparator.comparingInt(RefusalRow::subjects)
            .reversed()
            .thenComparing(RefusalRow::client)
            .thenComparing(RefusalRow::scope, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RefusalRow::resource, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RefusalRow::mode);

    private final int most;
    private final Map<String, Integer> subjects = new HashMap<>();
    private final Map<Key, Row> rows = new HashMap<>();
    private boolean complete = true;

    /**
     * @param most maximum number of rows; further ones are left out. A scope may contain a value that a client chooses,
     *     so there may be many
     */
    RefusalTally(int most) {
        this.most = most;
    }

    /**
     * @param client null if the event names none; it is then ignored
     * @param subject null if the event names none
     */
    void add(@Nullable String client, @Nullable String subject, long time, List<RefusedScope> refused) {
        if (client == null) {
            return;
        }
        for (RefusedScope scope : refused) {
            Key key = new Key(client, scope.scope(), scope.resource(), scope.mode());
            if (rows.size() < most || rows.containsKey(key)) {
                rows.computeIfAbsent(key, isNew -> new Row()).add(number(subject), time, scope.reason());
            } else {
                complete = false;
            }
        }
    }

    /** @return false if a row was left out */
    boolean isComplete() {
        return complete;
    }

    /** @return the rows, those with most users first */
    List<RefusalRow> rows() {
        List<RefusalRow> sorted = new ArrayList<>();
        rows.forEach((key, row) -> sorted.add(row.of(key)));
        sorted.sort(ORDER);
        return sorted;
    }

    private int number(@Nullable String subject) {
        return subject == null ? -1 : subjects.computeIfAbsent(subject, isNew -> subjects.size());
    }

    private record Key(String client, @Nullable String scope, @Nullable String resource, Mode mode) {}

    private static final class Row {

        private final BitSet subjects = new BitSet();
        private final Set<String> reasons = new TreeSet<>();
        private long events;
        private long lastSeen;

        void add(int subject, long time, String reason) {
            if (subject >= 0) {
                subjects.set(subject);
            }
            reasons.add(reason);
            events++;
            lastSeen = Math.max(lastSeen, time);
        }

        RefusalRow of(Key key) {
            return new RefusalRow(
                    key.client(),
                    key.scope(),
                    key.resource(),
                    List.copyOf(reasons),
                    SwitchConfig.value(key.mode()),
                    subjects.cardinality(),
                    events,
                    Instant.ofEpochMilli(lastSeen).toString());
        }
    }
}
