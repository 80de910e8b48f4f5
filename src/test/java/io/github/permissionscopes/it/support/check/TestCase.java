package io.github.permissionscopes.it.support.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files in {@code src/test/resources/cases}: small inputs, each of which was once answered wrongly. */
public final class TestCase {

    private TestCase() {}

    public static String text(String name) {
        try (InputStream stream = TestCase.class.getResourceAsStream("/cases/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
