package io.github.permissionscopes.bench.administration;

import io.github.permissionscopes.bench.administration.Growth.Expected;
import io.github.permissionscopes.bench.administration.Series.Sample;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Measures calls on the two realms in turn, so that neither profits more from what the Java machine has compiled. */
final class Calls {

    private static final int ROUNDS = 5;
    /** Of calls that take longer than {@link #LONG}. */
    private static final int FEW_ROUNDS = 3;

    private static final double LONG = 4;

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
        measure(what, expected, call, realm -> {});
    }

    /** @param undo is done after each call, and not measured */
    void measure(String what, Expected expected, Call call, Consumer<LargeRealm> undo) {
        List<Sample> ofHalf = new ArrayList<>();
        List<Sample> ofFull = new ArrayList<>();
        Sample firstOfHalf = done(half, call, undo);
        Sample firstOfFull = done(full, call, undo);
        int rounds = firstOfFull.seconds() > LONG ? FEW_ROUNDS : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            ofHalf.add(done(half, call, undo));
            ofFull.add(done(full, call, undo));
        }
        Growth growth = new Growth(what, expected, Series.of(firstOfHalf, ofHalf), Series.of(firstOfFull, ofFull));
        measured.add(growth);
        System.out.println(growth.row());
    }

    private Sample done(LargeRealm realm, Call call, Consumer<LargeRealm> undo) {
        Sample sample = meter.measure(realm, administration -> call.apply(administration, realm));
        undo.accept(realm);
        return sample;
    }
}
