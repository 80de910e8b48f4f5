package io.github.permissionscopes.it.support.admin;

import jakarta.ws.rs.NotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * How to bring a realm back to what it was before a test: for each thing that was changed, how it was at first. The
 * last change is undone first.
 */
public final class Undo {

    private final Map<String, Runnable> steps = new LinkedHashMap<>();
    private final Consumer<Runnable> end;

    private Undo(Consumer<Runnable> end) {
        this.end = end;
    }

    /** Undoes at the end of each test, as the test framework undoes what was changed by {@link ManagedRealm}. */
    public static Undo after(ManagedRealm realm) {
        return new Undo(all -> realm.cleanup().add(resource -> all.run()));
    }

    /** @param end is told what undoes everything, as soon as there is something to undo */
    public static Undo at(Consumer<Runnable> end) {
        return new Undo(end);
    }

    /** For realms that end with the test class, and for changes that all its tests start from. */
    public static Undo never() {
        return new Undo(null);
    }

    /**
     * To be called before a change.
     *
     * @param what names the thing that will be changed; of a thing that is changed twice only the first call counts
     * @param restore looks at the thing as it is, and returns what makes it so again
     */
    public void before(String what, Supplier<Runnable> restore) {
        if (end == null || steps.containsKey(what)) {
            return;
        }
        if (steps.isEmpty()) {
            end.accept(this::all);
        }
        steps.put(what, restore.get());
    }

    /** One step that fails fails the test, but leaves nothing of the others to the next one. */
    private void all() {
        List<Runnable> all = new ArrayList<>(steps.values());
        steps.clear();
        Collections.reverse(all);
        RuntimeException failed = null;
        for (Runnable step : all) {
            try {
                step.run();
            } catch (NotFoundException gone) {
                // What the test has deleted needs no undoing.
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
