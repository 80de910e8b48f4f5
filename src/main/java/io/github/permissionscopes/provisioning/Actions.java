package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The queue of a run's writes to Keycloak. It executes them in an order in which the cost stays linear.
 *
 * <p>Some of Keycloak's writes flush, and a flush makes Hibernate examine every entity of the transaction. So these
 * writes come first, while the entities are few. Hibernate would also flush before queries; the flush mode prevents
 * that where no query depends on a preceding write.
 */
final class Actions {

    /**
     * The kinds of writes, in the order of execution. A write that frees a name keeps its place in the queue, because
     * later writes may need the name.
     */
    enum Stage {
        /** Creates a client. Keycloak and its listeners query what they have just written. */
        CLIENT(400),
        /** Creates an object, and flushes. */
        CREATE(12),
        /** Links objects, and flushes. */
        LINK(12),
        /** Any other write, which can happen at any time after its objects exist. */
        WRITE(1.5),
        /** Deletes or renames an object. */
        FREE(50),
        /** Deletes a client, with queries as for {@link #CLIENT}. */
        FREE_CLIENT(400);

        /**
         * The estimated time of one write. It was measured on two cores under sixfold overload, with Keycloak 26.7 and
         * its development database: 1,000 new scopes took 23 s, 40 new clients with 10 scopes each 16 s, and 1,900
         * permissions of one role 2 s.
         */
        private final double millis;

        Stage(double millis) {
            this.millis = millis;
        }

        private boolean frees() {
            return this == FREE || this == FREE_CLIENT;
        }

        private FlushModeType flushMode() {
            return this == CLIENT || this == FREE_CLIENT ? FlushModeType.AUTO : FlushModeType.COMMIT;
        }
    }

    private record Step(Stage stage, Action action) {}

    private final List<Step> steps = new ArrayList<>();
    private final Duration longest;
    private long start;

    /** @param longest the longest time that all writes together may take */
    Actions(Duration longest) {
        this.longest = longest;
    }

    void add(Stage stage, Action action) {
        steps.add(new Step(stage, action));
    }

    /**
     * @param changes number of changes, for the error message
     * @throws InvalidDefinitionException before the first write, if all of them are estimated to take too long; or as
     *     soon as they have taken too long
     */
    void run(Target target, EntityManager entities, int changes) {
        requireTime(changes);
        start = System.nanoTime();
        List<Step> together = new ArrayList<>();
        for (Step step : steps) {
            if (step.stage().frees()) {
                runTogether(together, target, entities);
                together.clear();
                run(step, target, entities);
                // Without a flush, Hibernate would insert new objects before it frees the name of an old one.
                entities.flush();
            } else {
                together.add(step);
            }
        }
        runTogether(together, target, entities);
        entities.setFlushMode(FlushModeType.AUTO);
    }

    private void requireTime(int changes) {
        whyTooMany(changes).ifPresent(why -> {
            throw new InvalidDefinitionException("", why);
        });
    }

    /**
     * @param changes number of changes, for the message
     * @return why the writes would take too long; empty if they would not
     */
    Optional<String> whyTooMany(int changes) {
        double seconds = steps.stream().mapToDouble(step -> step.stage().millis).sum() / 1_000;
        return seconds <= longest.toSeconds()
                ? Optional.empty()
                : Optional.of("These are " + changes + " changes. Keycloak may need " + Math.round(seconds)
                        + " seconds for them, and its limit is " + longest.toSeconds()
                        + ". Nothing is changed. Divide it.");
    }

    private void runTogether(List<Step> together, Target target, EntityManager entities) {
        if (!together.isEmpty()) {
            together.stream().sorted(Comparator.comparing(Step::stage)).forEach(step -> run(step, target, entities));
            entities.flush();
        }
    }

    private void run(Step step, Target target, EntityManager entities) {
        if (System.nanoTime() - start > longest.toNanos()) {
            throw new InvalidDefinitionException(
                    "",
                    "This takes longer than " + longest.toSeconds() + " seconds, so nothing is changed. Divide it.");
        }
        entities.setFlushMode(step.stage().flushMode());
        step.action().run(target);
    }
}
