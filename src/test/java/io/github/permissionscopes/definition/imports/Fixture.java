package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.definition.DefinitionReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Documents of other products, in {@code src/test/resources/imports}. */
public final class Fixture {

    public static final String AUTH0 = "auth0.json";
    public static final String AUTHORIZATION_EXTENSION = "authorization-extension.json";
    public static final String OPENAPI = "openapi.yaml";

    public static final List<String> ALL = List.of(AUTH0, AUTHORIZATION_EXTENSION, OPENAPI);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixture() {}

    public static String text(String name) {
        try (InputStream stream = Fixture.class.getResourceAsStream("/imports/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode document(String name) {
        return DefinitionReader.tree(text(name), name.endsWith(".yaml"));
    }

    /** @return the name of the document with what this one becomes */
    public static String expected(String name) {
        return name.replaceFirst("\\.[a-z]+$", ".imported.json");
    }

    /** @return what each of these documents becomes */
    public static List<Imported> imports() {
        return List.of(
                Auth0Import.read(document(AUTH0)),
                AuthorizationExtensionImport.read(document(AUTHORIZATION_EXTENSION)),
                OpenApiImport.read(document(OPENAPI), null, null));
    }

    public static JsonNode json(String text) {
        // Quotes that need no escaping in Java.
        return DefinitionReader.tree(text.replace('\'', '"'), false);
    }

    public static JsonNode tree(Object value) {
        try {
            return JSON.readTree(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
