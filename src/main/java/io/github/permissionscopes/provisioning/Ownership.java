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
 * Determines the APIs that have a scope, and which of them owns it. The owner is the API whose definition describes the
 * scope; the other APIs share it, because it requires one of their roles. A role of another client does not make that
 * client one of the APIs if the owner's definition has added the role ({@link PermissionScopes#FOREIGN_ROLES}) or if
 * the client is not an API; only the owner's definition can remove such a role.
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
     * @return the client ID of the owner: among several APIs the one that the scope's attribute names, or the first one
     *     if it names none of them; empty for a scope of no API
     */
    static Optional<String> owner(DraftScope scope) {
        Set<String> apis = apis(scope);
        return named(scope).filter(apis::contains).or(() -> apis.stream().findFirst());
    }

    /** @return whether the role belongs to a client that does not have the scope because of it */
    static boolean isForeign(DraftScope scope, DraftRole role) {
        return role.client() != null
                && (!role.client().canBeApi() || foreignIds(scope).contains(role.id()));
    }

    /** @return the attribute's value with this role added; ids of roles that are no longer required are left out */
    static @Nullable String with(DraftScope scope, DraftRole role) {
        Set<String> ids = foreignIds(scope);
        ids.add(role.id());
        return written(scope, ids);
    }

    /** @return the attribute's value without this role; null for an empty value */
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
