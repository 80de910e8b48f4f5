package io.github.permissionscopes.apply;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a run does in Keycloak, in an order that does not cost the square of it.
 *
 * <p>Some of Keycloak's writes flush: then Hibernate looks through all that the transaction has made by then. So those that do
 * come first, while that is little, and the many others after them. Before queries Hibernate would do the same, so it is told
 * not to where none asks for what was written just before.
 */
final class Actions {

    /** In this order, except that what frees a name stays where it is: others may wait for it. */
    enum Stage {
        /** Makes a client: Keycloak and its listeners ask for what they have just written. */
        CLIENT,
        /** Makes an object, and flushes. */
        CREATE,
        /** Ties objects together, and flushes. */
        LINK,
        /** Anything else that can be done at any time after its objects are made. */
        WRITE,
        /** Deletes or renames. */
        FREE
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

    /** @throws InvalidDefinitionException at the first one for which there is no time left */
    void run(Target target, EntityManager entities) {
        start = System.nanoTime();
        List<Step> together = new ArrayList<>();
        for (Step step : steps) {
            if (step.stage() == Stage.FREE) {
                runTogether(together, target, entities);
                run(step, target);
                together.clear();
            } else {
                together.add(step);
            }
        }
        runTogether(together, target, entities);
    }

    private void runTogether(List<Step> together, Target target, EntityManager entities) {
        if (together.isEmpty()) {
            return;
        }
        List<Step> sorted =
                together.stream().sorted(Comparator.comparing(Step::stage)).toList();
        for (Step step : sorted) {
            entities.setFlushMode(step.stage() == Stage.CLIENT ? FlushModeType.AUTO : FlushModeType.COMMIT);
            run(step, target);
        }
        entities.setFlushMode(FlushModeType.AUTO);
        entities.flush();
    }

    private void run(Step step, Target target) {
        if (System.nanoTime() - start > longest.toNanos()) {
            throw new InvalidDefinitionException(
                    "",
                    "This takes longer than " + longest.toSeconds() + " seconds, so nothing is changed. Divide it.");
        }
        step.action().run(target);
    }
}
