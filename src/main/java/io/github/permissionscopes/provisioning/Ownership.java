package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose definitions a scope is about. An API has it that describes it, or whose own role it requires. A role of another
 * client that the describing definition has added ({@link PermissionScopes#FOREIGN_ROLES}), or that stands for no API,
 * makes no API of its client: the describing definition says it, and takes it out again.
 */
final class Ownership {

    private Ownership() {}

    /** @return the client IDs of the APIs that have the scope, sorted */
    static Set<String> apis(DraftScope scope) {
        Set<String> apis = new TreeSet<>();
        scope.roles().stream()
                .filter(role -> role.client() != null && !isForeign(scope, role))
                .forEach(role -> apis.add(role.client().clientId()));
        if (apis.isEmpty() || scope.isMade()) {
            named(scope).ifPresent(apis::add);
        }
        return apis;
    }

    /**
     * @return the client ID of the API whose definition describes the scope: of several, the one that the scope's
     *     attribute names, and where it names none of them the first one; empty for a scope of no API
     */
    static Optional<String> owner(DraftScope scope) {
        Set<String> apis = apis(scope);
        return named(scope).filter(apis::contains).or(() -> apis.stream().findFirst());
    }

    /** @return whether the role is another client's, which does not have the scope by it */
    static boolean isForeign(DraftScope scope, DraftRole role) {
        return role.client() != null
                && (!role.client().canBeApi() || foreignIds(scope).contains(role.id()));
    }

    /** @return what the attribute says with this role; the ids of roles that are not required any more are left out */
    static @Nullable String with(DraftScope scope, DraftRole role) {
        Set<String> ids = foreignIds(scope);
        ids.add(role.id());
        return written(scope, ids);
    }

    /** As above, without this role; null for none. */
    static @Nullable String without(DraftScope scope, DraftRole role) {
        Set<String> ids = foreignIds(scope);
        ids.remove(role.id());
        return written(scope, ids);
    }

    static boolean says(DraftScope scope, DraftRole role) {
        return foreignIds(scope).contains(role.id());
    }

    private static @Nullable String written(DraftScope scope, Set<String> ids) {
        Set<String> required = scope.roles().stream().map(DraftRole::id).collect(Collectors.toSet());
        String written = ids.stream().filter(required::contains).collect(Collectors.joining(" "));
        return written.isEmpty() ? null : written;
    }

    private static Set<String> foreignIds(DraftScope scope) {
        String ids = scope.attribute(PermissionScopes.FOREIGN_ROLES);
        return ids == null || ids.isBlank() ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(ids.split(" ")));
    }

    private static Optional<String> named(DraftScope scope) {
        return Stream.ofNullable(scope.attribute(PermissionScopes.API))
                .filter(name -> !name.isBlank())
                .findFirst();
    }
}
