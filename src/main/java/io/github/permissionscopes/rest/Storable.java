package io.github.permissionscopes.rest;

import org.jspecify.annotations.Nullable;

/** Decides whether a name from a request can be looked up in the database before it has been validated. */
final class Storable {

    private Storable() {}

    /** @return whether the database can be queried for it. PostgreSQL rejects queries with some control characters */
    static boolean isName(@Nullable String sent) {
        return sent != null && sent.chars().noneMatch(Character::isISOControl);
    }
}
