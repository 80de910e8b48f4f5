package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an API's client that a definition can set. Each value that a definition writes is recorded in a second
 * attribute, so that it can be removed again.
 */
enum ClientField {
    NAME(null, PermissionScopes.DEFINED_NAME),
    IDENTIFIER(PermissionScopes.RESOURCE_URL, PermissionScopes.DEFINED_IDENTIFIER),
    REFUSAL(PermissionScopes.REFUSAL, PermissionScopes.DEFINED_REFUSAL);

    private final @Nullable String attribute;
    private final String record;

    ClientField(@Nullable String attribute, String record) {
        this.attribute = attribute;
        this.record = record;
    }

    /** @return the field's name in a definition */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the client attribute that stores the value; null for the client's name */
    @Nullable
    String attribute() {
        return attribute;
    }

    /** @return the client attribute that records the value that a definition has written */
    String record() {
        return record;
    }
}
