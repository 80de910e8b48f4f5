package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Actions.Stage;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.provisioning.Change.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The list of the changes of one run, in their order, with the actions that carry them out in Keycloak. */
final class Changes {

    /**
     * A change together with the scope and the permissions whose holders it affects.
     *
     * @param scope the scope whose required roles change; null for none
     * @param permissions the permissions whose holders change; empty for none
     */
    record Made(Change change, @Nullable DraftScope scope, Set<DraftRole> permissions) {}

    /**
     * The longest time for the actions. The transaction must end before its lock in {@link ExclusiveTransaction}
     * expires, and before Keycloak's transaction timeout.
     */
    static final Duration LONGEST = Duration.ofMinutes(4);

    private final List<Made> made = new ArrayList<>();
    private final Map<String, Left> left = new LinkedHashMap<>();
    private final Actions actions = new Actions(LONGEST);

    /** @return the actions that carry out the changes */
    Actions actions() {
        return actions;
    }

    List<Made> made() {
        return made;
    }

    /**
     * Records that an object stays which would have been deleted if a definition had created it. The first reason
     * counts.
     */
    void leave(Kind kind, String name, String reason) {
        left.putIfAbsent(kind + " " + name, new Left(kind, name, reason));
    }

    /** @return whether the object was recorded as left */
    boolean isLeft(Kind kind, String name) {
        return left.containsKey(kind + " " + name);
    }

    /** @return why {@code apply} rejects the changes as too many; empty if it does not */
    Optional<String> whyTooMany() {
        return actions.whyTooMany(made.size());
    }

    List<Left> left() {
        return List.copyOf(left.values());
    }

    List<Change> list() {
        return made.stream().map(Made::change).toList();
    }

    void create(Kind kind, String name, Action action) {
        Stage stage =
                switch (kind) {
                    case API -> Stage.CLIENT;
                    case PERMISSION -> Stage.WRITE;
                    case SCOPE, ROLE, GROUP -> Stage.CREATE;
                };
        tell(new Change(Operation.CREATE, kind, name, null, null, null, List.of()));
        actions.add(stage, action);
    }

    void delete(Kind kind, String name, Action action) {
        tell(new Change(Operation.DELETE, kind, name, null, null, null, List.of()));
        actions.add(kind == Kind.API ? Stage.FREE_CLIENT : Stage.FREE, action);
    }

    void rename(Kind kind, String from, String to, Action action) {
        tell(new Change(Operation.RENAME, kind, to, null, from, to, List.of()));
        actions.add(Stage.FREE, action);
    }

    /**
     * Records an update if the value is not the wanted one.
     *
     * @param change makes the action from the wanted value
     */
    void set(
            Kind kind,
            String name,
            String field,
            @Nullable String is,
            @Nullable String wanted,
            Function<String, Action> change) {
        if (!Objects.equals(is, wanted)) {
            tell(new Change(Operation.UPDATE, kind, name, field, is, wanted, List.of()));
            actions.add(Stage.WRITE, change.apply(wanted));
        }
    }

    void add(Kind kind, String name, String field, String to, Action action) {
        add(kind, name, field, to);
        actions.add(kind == Kind.GROUP ? Stage.LINK : Stage.WRITE, action);
    }

    /** Records an addition without an action: one action carries out several changes. */
    void add(Kind kind, String name, String field, String to) {
        tell(new Change(Operation.UPDATE, kind, name, field, null, to, List.of()));
    }

    void remove(Kind kind, String name, String field, String from, Action action) {
        tell(new Change(Operation.UPDATE, kind, name, field, from, null, List.of()));
        actions.add(Stage.WRITE, action);
    }

    /** Adds an action that belongs to the preceding changes and is not reported as a change. */
    void also(Action action) {
        actions.add(Stage.WRITE, action);
    }

    /** Adds an action that links objects and is not reported as a change. */
    void link(Action action) {
        actions.add(Stage.LINK, action);
    }

    /** Records that the last change affects who may have this scope. */
    void concerns(DraftScope scope) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(last.change(), scope, last.permissions()));
    }

    /** Records that the last change affects who holds these permissions. */
    void concerns(Collection<DraftRole> permissions) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(last.change(), last.scope(), Set.copyOf(permissions)));
    }

    private void tell(Change change) {
        made.add(new Made(change, null, Set.of()));
    }
}
