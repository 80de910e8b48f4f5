package io.github.permissionscopes.bench.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A call on a realm and on one of twice the size.
 *
 * @param what the call, and the size of the work in the larger realm
 * @param expected how it may grow
 */
record Growth(String what, Expected expected, Series half, Series full) {

    /** Below these, noise decides. */
    private static final double SECONDS = 0.05;

    private static final int STATEMENTS = 20;
    private static final double MEGABYTES = 5;

    /** How a call may grow when the work doubles. The limits leave room for noise. */
    enum Expected {
        /** With the work. */
        LINEAR(2.6, 2.1, 2.3),
        /**
         * With the work, and a smaller part with its square: Keycloak flushes for each client scope that it creates
         * ({@code JpaRealmProvider.addClientScope}), and each flush looks at all objects of the transaction.
         */
        FLUSHED(3.0, 2.1, 3.0),
        /**
         * With the work, and a smaller part with its square: pages of stored events are read by their offset, and the
         * database passes over those of the pages before.
         */
        PAGED(3.2, 2.1, 2.3),
        /**
         * With the product of the scopes that are asked for and the scopes that the client has, both of which double:
         * {@code TokenManager.isValidScope} reads all scopes of the client for each scope that is asked for
         * ({@code OrganizationScope.getClientScope}, 26.7).
         */
        SQUARE(4.6, 2.1, 4.6),
        /** Not at all, since the answer does not. */
        NOT(1.5, 1.1, 1.3);

        private final double time;
        private final double statements;
        private final double memory;

        Expected(double time, double statements, double memory) {
            this.time = time;
            this.statements = statements;
            this.memory = memory;
        }
    }

    static List<String> head() {
        return List.of(
                "| call | first, s | median, s | × | statements | × | allocated, MB | × |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    /** @return a row of the table that {@link #head} begins */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %,d | %.1f | %,.0f | %.1f |",
                what,
                full.first().seconds(),
                full.median().seconds(),
                time(),
                full.median().statements(),
                statements(),
                megabytes(full),
                memory());
    }

    /** @return what grew faster than it may */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (full.fastest() > SECONDS + expected.time * half.fastest()) {
            missed.add(sentence("time", time(), expected.time));
        }
        if (full.median().statements()
                > STATEMENTS + expected.statements * half.median().statements()) {
            missed.add(sentence("statements", statements(), expected.statements));
        }
        if (megabytes(full) > MEGABYTES + expected.memory * megabytes(half)) {
            missed.add(sentence("memory", memory(), expected.memory));
        }
        return missed;
    }

    private double time() {
        return full.fastest() / half.fastest();
    }

    private double statements() {
        return (double) full.median().statements() / Math.max(1, half.median().statements());
    }

    private double memory() {
        return megabytes(full) / megabytes(half);
    }

    private String sentence(String figure, double ratio, double limit) {
        return String.format(Locale.ROOT, "%s: %s grew %.1f ×, at most %.1f × expected", what, figure, ratio, limit);
    }

    private static double megabytes(Series series) {
        return series.median().bytes() / 1e6;
    }
}
