package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.permissionscopes.provisioning.Change.Kind;
import io.github.permissionscopes.provisioning.Change.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a plan: how many changes there are, by kind of object.
 *
 * @param changes number of all changes
 * @param apis numbers of APIs that change; null for none; likewise for the other kinds
 * @param users number of users who gain or lose a scope; null if that was not computed
 * @param tooMany why {@code apply} would reject the changes as too many, and what to do; null if it would not
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
     * Numbers of changed objects of one kind. An object that is created or deleted is not counted as updated. Zeros are
     * left out of the JSON.
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Objects(int created, int updated, int deleted, int renamed) {}

    /** Numbers of users and service accounts that gain or lose at least one scope. */
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
