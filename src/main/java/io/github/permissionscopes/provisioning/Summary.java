package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.provisioning.Change.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes in figures.
 *
 * @param changes how many there are
 * @param apis how many of them, and so on; null for none
 * @param users who gains or loses; null where it was not asked
 * @param tooMany of a plan: why {@code apply} refuses it, with what to do; null where it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        int changes,
        @Nullable Objects apis,
        @Nullable Objects permissions,
        @Nullable Objects scopes,
        @Nullable Objects roles,
        @Nullable Objects groups,
        @Nullable Users users,
        @Nullable String tooMany) {

    /**
     * Objects of one kind. One that is created is not counted as updated, and those of which there are none are left
     * out.
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Objects(int created, int updated, int deleted, int renamed) {}

    /** Users and service accounts that gain, or lose, one scope or more. */
    public record Users(int gaining, int losing) {}

    static Summary of(List<Change> changes, @Nullable Users users, @Nullable String tooMany) {
        return new Summary(
                changes.size(),
                objects(changes, Kind.API),
                objects(changes, Kind.PERMISSION),
                objects(changes, Kind.SCOPE),
                objects(changes, Kind.ROLE),
                objects(changes, Kind.GROUP),
                users,
                tooMany);
    }

    private static @Nullable Objects objects(List<Change> changes, Kind kind) {
        Set<String> created = names(changes, kind, Operation.CREATE);
        Set<String> updated = names(changes, kind, Operation.UPDATE);
        Set<String> deleted = names(changes, kind, Operation.DELETE);
        updated.removeAll(created);
        updated.removeAll(deleted);
        Objects objects = new Objects(
                created.size(),
                updated.size(),
                deleted.size(),
                names(changes, kind, Operation.RENAME).size());
        return objects.equals(new Objects(0, 0, 0, 0)) ? null : objects;
    }

    private static Set<String> names(List<Change> changes, Kind kind, Operation operation) {
        Set<String> names = new HashSet<>();
        changes.stream()
                .filter(change -> change.kind() == kind && change.operation() == operation)
                .forEach(change -> names.add(change.name()));
        return names;
    }
}
