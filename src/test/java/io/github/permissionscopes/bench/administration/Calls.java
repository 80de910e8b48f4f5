package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.administration.Growth.Expected;
import io.github.permissionscopes.bench.administration.Series.Sample;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Measures calls on the two realms in turn, so that neither profits more from what the Java machine has compiled. */
final class Calls {

    private static final int ROUNDS = 5;
    /** Of calls that take longer than {@link #LONG}. */
    private static final int FEW_ROUNDS = 3;

    /** Seconds. */
    private static final double LONG = 1;

    private final Meter meter;
    private final LargeRealm half;
    private final LargeRealm full;
    private final List<Growth> measured = new ArrayList<>();

    Calls(Meter meter, LargeRealm half, LargeRealm full) {
        this.meter = meter;
        this.half = half;
        this.full = full;
    }

    /** A call on a realm. */
    interface Call extends BiFunction<Administration, LargeRealm, Answer> {}

    List<LargeRealm> realms() {
        return List.of(half, full);
    }

    /** @return all that was measured so far */
    List<Growth> measured() {
        return measured;
    }

    /** Calls without measuring, to prepare or to undo. */
    void call(LargeRealm realm, Call call) {
        meter.call(realm, administration -> call.apply(administration, realm));
    }

    void measure(String what, Expected expected, Call call) {
        Taken ofHalf = new Taken(half, call);
        Taken ofFull = new Taken(full, call);
        while (ofFull.isShort()) {
            ofHalf.again();
            ofFull.again();
        }
        add(what, expected, ofHalf, ofFull);
    }

    /** Measures what is done and undone in turn. Both may grow alike. */
    void measure(String what, Expected expected, Call call, String whatUndoes, Call undo) {
        Taken ofHalf = new Taken(half, call);
        Taken undoneOfHalf = new Taken(half, undo);
        Taken ofFull = new Taken(full, call);
        Taken undoneOfFull = new Taken(full, undo);
        while (ofFull.isShort()) {
            ofHalf.again();
            undoneOfHalf.again();
            ofFull.again();
            undoneOfFull.again();
        }
        add(what, expected, ofHalf, ofFull);
        add(whatUndoes, expected, undoneOfHalf, undoneOfFull);
    }

    private void add(String what, Expected expected, Taken ofHalf, Taken ofFull) {
        Growth growth = new Growth(what, expected, ofHalf.series(), ofFull.series());
        measured.add(growth);
        System.out.println(growth.row());
    }

    /** The calls on one realm. The first is made at once. */
    private final class Taken {

        private final LargeRealm realm;
        private final Call call;
        private final Sample first;
        private final List<Sample> others = new ArrayList<>();

        Taken(LargeRealm realm, Call call) {
            this.realm = realm;
            this.call = call;
            this.first = sample();
        }

        /** @return whether there should be more calls */
        boolean isShort() {
            return others.size() < (first.seconds() > LONG ? FEW_ROUNDS : ROUNDS);
        }

        void again() {
            others.add(sample());
        }

        Series series() {
            return Series.of(first, others);
        }

        private Sample sample() {
            return meter.measure(realm, administration -> call.apply(administration, realm));
        }
    }
}
