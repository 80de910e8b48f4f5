package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.apply.Change.Operation;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

/** The changes of one run, in the order in which they are made. */
final class Changes {

    /**
     * A change, and what may change who holds which permission.
     *
     * @param scope whose requirement it changes; null for none
     * @param roleIds of the permissions whose holders it changes; empty for none
     */
    record Made(Change change, Scope scope, List<String> roleIds) {}

    /** A client scope that may be gone by now. */
    record Scope(String id, String name) {

        static Scope of(ClientScopeModel scope) {
            return new Scope(scope.getId(), scope.getName());
        }
    }

    /**
     * How long a run may go on making changes. Each costs Keycloak more than the one before, since it looks through all that
     * the transaction has made; and a run must end before {@link ExclusiveTransaction} takes it for dead.
     */
    static final Duration LONGEST = Duration.ofSeconds(240);

    private final List<Made> made = new ArrayList<>();
    private final Duration longest;
    private final long start = System.nanoTime();

    Changes() {
        this(LONGEST);
    }

    Changes(Duration longest) {
        this.longest = longest;
    }

    List<Made> made() {
        return made;
    }

    void create(Kind kind, String name) {
        add(new Change(Operation.CREATE, kind, name, null, null, null, List.of()));
    }

    void delete(Kind kind, String name) {
        add(new Change(Operation.DELETE, kind, name, null, null, null, List.of()));
    }

    void rename(Kind kind, String from, String to) {
        add(new Change(Operation.RENAME, kind, to, null, from, to, List.of()));
    }

    /** Writes the value where it is another one than wanted. */
    void set(Kind kind, String name, String field, String is, String wanted, Consumer<String> write) {
        if (!Objects.equals(is, wanted)) {
            add(new Change(Operation.UPDATE, kind, name, field, is, wanted, List.of()));
            write.accept(wanted);
        }
    }

    void add(Kind kind, String name, String field, String to) {
        add(new Change(Operation.UPDATE, kind, name, field, null, to, List.of()));
    }

    void remove(Kind kind, String name, String field, String from) {
        add(new Change(Operation.UPDATE, kind, name, field, from, null, List.of()));
    }

    /** The last change is about who may have this scope. */
    void concerns(ClientScopeModel scope) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(last.change(), Scope.of(scope), last.roleIds()));
    }

    /** The last change is about who holds these permissions. */
    void concerns(Collection<RoleModel> permissions) {
        Made last = made.remove(made.size() - 1);
        made.add(new Made(
                last.change(),
                last.scope(),
                permissions.stream().map(role -> role.getId()).toList()));
    }

    /** @throws InvalidDefinitionException at the first change for which there is no time left */
    private void add(Change change) {
        if (System.nanoTime() - start > longest.toNanos()) {
            throw new InvalidDefinitionException(
                    "",
                    "This takes longer than " + longest.toSeconds() + " seconds, so nothing is changed. Divide it.");
        }
        made.add(new Made(change, null, List.of()));
    }
}
