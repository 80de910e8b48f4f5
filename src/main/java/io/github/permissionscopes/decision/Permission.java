package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role that a protected scope requires: a value, equal to another one with the same id and API.
 *
 * <p>Not a record, because it keeps its id as a set too. Most scopes require one permission, and every verdict has the
 * set of those that are held.
 */
public final class Permission {

    private final String id;
    private final Optional<String> api;
    private final Set<String> alone;

    /**
     * @param id of the role
     * @param api the client ID of the API that the role belongs to; empty for a realm role, which counts for every API
     */
    public Permission(String id, Optional<String> api) {
        this.id = Objects.requireNonNull(id);
        this.api = Objects.requireNonNull(api);
        this.alone = Set.of(id);
    }

    public String id() {
        return id;
    }

    public Optional<String> api() {
        return api;
    }

    /** The id as a set of one. */
    Set<String> alone() {
        return alone;
    }

    public boolean speaksFor(String target) {
        return api.isEmpty() || api.get().equals(target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Permission permission && id.equals(permission.id) && api.equals(permission.api);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + api.map(client -> " of " + client).orElse("");
    }
}
