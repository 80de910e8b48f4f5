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

/** The changes of one run, in the order in which they are made, and what makes them in Keycloak. */
final class Changes {

    /**
     * A change, and what may change who holds which permission.
     *
     * @param scope whose requirement it changes; null for none
     * @param permissions whose holders it changes; empty for none
     */
    record Made(Change change, @Nullable DraftScope scope, Set<DraftRole> permissions) {}

    /**
     * How long the actions may take. A transaction must end before {@link ExclusiveTransaction} takes it for dead, and
     * before Keycloak gives it up.
     */
    static final Duration LONGEST = Duration.ofMinutes(4);

    private final List<Made> made = new ArrayList<>();
    private final Map<String, Left> left = new LinkedHashMap<>();
    private final Actions actions = new Actions(LONGEST);

    /** @return what makes them */
    Actions actions() {
        return actions;
    }

    List<Made> made() {
        return made;
    }

    /** Something stays that would have gone, had a definition made it. The first reason counts. */
    void leave(Kind kind, String name, String reason) {
        left.putIfAbsent(kind + " " + name, new Left(kind, name, reason));
    }

    /** @return whether it was said to stay */
    boolean isLeft(Kind kind, String name) {
        return left.containsKey(kind + " " + name);
    }

    /** @return why {@code apply} refuses them; empty where there is time for all of them */
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

    /** Changes the value where it is another one than wanted. */
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

    /** As above, where the action is one for several changes. */
    void add(Kind kind, String name, String field, String to) {
        tell(new Change(Operation.UPDATE, kind, name, field, null, to, List.of()));
    }

    void remove(Kind kind, String name, String field, String from, Action action) {
        tell(new Change(Operation.UPDATE, kind, name, field, from, null, List.of()));
        actions.add(Stage.WRITE, action);
    }

    /** What goes with the changes before, and is not told. */
    void also(Action action) {
        actions.add(Stage.WRITE, action);
    }

    /** As above, of objects that are tied together. */
    void link(Action action) {
        actions.add(Stage.LINK, action);
    }

    /** The last change is about who may have this scope. */
    void concerns(DraftScope scope) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(last.change(), scope, last.permissions()));
    }

    /** The last change is about who holds these permissions. */
    void concerns(Collection<DraftRole> permissions) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(last.change(), last.scope(), Set.copyOf(permissions)));
    }

    private void tell(Change change) {
        made.add(new Made(change, null, Set.of()));
    }
}
