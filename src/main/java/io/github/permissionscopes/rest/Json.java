package io.github.permissionscopes.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.util.JsonSerialization;

/** Answers as text: so that they do not depend on how the server has set up its own writer of JSON. */
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
