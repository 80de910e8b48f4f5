package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.Optional;

/**
 * A role that a protected scope requires.
 *
 * @param id of the role
 * @param api the client ID of the API that the role belongs to; empty for a realm role, which counts for every API
 */
public record Permission(String id, Optional<String> api) {

    public Permission {
        Objects.requireNonNull(id);
        Objects.requireNonNull(api);
    }

    public boolean speaksFor(String target) {
        return api.isEmpty() || api.get().equals(target);
    }
}
