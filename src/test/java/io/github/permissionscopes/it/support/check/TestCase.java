package io.github.permissionscopes.it.support.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.DefinitionReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files in {@code src/test/resources/cases}: small inputs, each of which was once answered wrongly. */
public final class TestCase {

    private TestCase() {}

    public static JsonNode json(String name) {
        return DefinitionReader.tree(text(name), false);
    }

    public static String text(String name) {
        try (InputStream stream = TestCase.class.getResourceAsStream("/cases/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
