package io.github.permissionscopes.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A document that describes the REST API and is served unchanged from {@code permission-scopes/} in the JAR. */
enum PublishedDocument {
    OPENAPI("openapi.json"),
    BUNDLE_SCHEMA("bundle.schema.json");

    private final String text;

    PublishedDocument(String name) {
        this.text = read("/permission-scopes/" + name);
    }

    String text() {
        return text;
    }

    private static String read(String resource) {
        try (InputStream stream = PublishedDocument.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
