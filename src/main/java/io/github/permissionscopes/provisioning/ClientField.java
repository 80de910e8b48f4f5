package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a definition can say of an API's client. What it has written is recorded, so that it can be taken away again.
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

    /** @return its name in a definition */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the client attribute that has what a definition has written */
    String record() {
        return record;
    }

    @Nullable
    String of(DraftClient client) {
        String value = attribute == null ? client.name() : client.attribute(attribute);
        return value == null || value.isEmpty() ? null : value;
    }

    Action set(DraftClient client, @Nullable String value) {
        return attribute == null ? client.setName(value) : client.setAttribute(attribute, value);
    }
}
