package io.github.permissionscopes.rest;

import org.jspecify.annotations.Nullable;

/** Names as they are sent, before anybody has checked them. */
final class Storable {

    private Storable() {}

    /**
     * @return whether a database may be asked for it: PostgreSQL does not even take a question about some characters
     */
    static boolean isName(@Nullable String sent) {
        return sent != null && sent.chars().noneMatch(Character::isISOControl);
    }
}
