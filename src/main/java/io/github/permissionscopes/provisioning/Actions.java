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
 * What a run does in Keycloak, in an order that does not cost the square of it.
 *
 * <p>Some of Keycloak's writes flush: then Hibernate looks through all that the transaction has made by then. So those
 * that do come first, while that is little, and the many others after them. Before queries Hibernate would do the same,
 * so it is told not to where none asks for what was written just before.
 */
final class Actions {

    /** In this order, except that what frees a name stays where it is: others may wait for it. */
    enum Stage {
        /** Makes a client: Keycloak and its listeners ask for what they have just written. */
        CLIENT(400),
        /** Makes an object, and flushes. */
        CREATE(12),
        /** Ties objects together, and flushes. */
        LINK(12),
        /** Anything else that can be done at any time after its objects are made. */
        WRITE(1.5),
        /** Deletes or renames. */
        FREE(50),
        /** Deletes a client, as {@link #CLIENT}. */
        FREE_CLIENT(400);

        /**
         * How long one takes. Measured on two cores that had six times as much to do as they could, Keycloak 26.7 with
         * its development database: 1,000 new scopes 23 s, 40 new clients with 10 scopes each 16 s, 1,900 permissions
         * put into a role 2 s.
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

    /** @param longest how long all of them may take */
    Actions(Duration longest) {
        this.longest = longest;
    }

    void add(Stage stage, Action action) {
        steps.add(new Step(stage, action));
    }

    /**
     * @param changes how many changes they are, for people
     * @throws InvalidDefinitionException before the first one, where all of them would take too long; or at the first
     *     one for which there is no time left
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
                // Hibernate would write new objects before it gives up the name of an old one.
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

    /** @return empty where there is time for all of them */
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
