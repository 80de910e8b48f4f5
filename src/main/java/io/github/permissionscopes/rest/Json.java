package io.github.permissionscopes.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.util.JsonSerialization;

/**
 * Serializes answers with Keycloak's own mapper, so that they do not depend on the JSON writer that the server has
 * configured for REST.
 */
final class Json {

    private Json() {}

    static String write(Object value) {
        try {
            return JsonSerialization.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
