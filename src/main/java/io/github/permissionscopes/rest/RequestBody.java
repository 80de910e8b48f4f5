package io.github.permissionscopes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Written;
import io.github.permissionscopes.definition.imports.UnusableDocumentException;
import io.github.permissionscopes.provisioning.ConflictException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * What was sent, JSON or YAML, as its media type says. Taken as bytes: so that it does not depend on how the server has
 * set up its own reader of JSON, and a wrong media type is answered as every other error is.
 */
final class RequestBody {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    /** RFC 9512 has the first one; the others were in use before. */
    private static final Set<String> YAML_TYPES = Set.of(YAML, "application/x-yaml", "text/yaml", "text/x-yaml");

    /** UTF-8 needs up to three for a character of a Java string. */
    private static final int MOST_BYTES = 3 * DefinitionReader.MOST_CHARACTERS;

    private RequestBody() {}

    /**
     * @throws WebApplicationException 400 where it cannot be read, 415 where it is neither JSON nor YAML
     */
    static JsonNode tree(KeycloakSession session, @Nullable InputStream body) {
        return tree(session, body, DefinitionReader::tree);
    }

    /** @param reader gets the text, and whether it is YAML; as above, if that one cannot read it */
    static JsonNode tree(
            KeycloakSession session, @Nullable InputStream body, BiFunction<String, Boolean, JsonNode> reader) {
        boolean yaml = isYaml(
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE));
        return orProblem(() -> reader.apply(text(body), yaml));
    }

    /** As above, and 400 where it is not of that type. */
    static <T> T value(KeycloakSession session, @Nullable InputStream body, Class<T> type) {
        JsonNode tree = tree(session, body);
        return orProblem(() -> DefinitionReader.value(tree, type));
    }

    /** As above, as far as it is of that type: 400 where nothing of it is. */
    static <T> Written<T> written(KeycloakSession session, @Nullable InputStream body, Class<T> type) {
        JsonNode tree = tree(session, body);
        return orProblem(() -> DefinitionReader.written(tree, type));
    }

    /** @throws WebApplicationException 400 where what was written cannot be used, 409 where it cannot in this realm */
    static <T> T orProblem(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnusableDocumentException e) {
            throw Problem.of(e.errors(), e.remarks());
        } catch (InvalidDefinitionException e) {
            throw Problem.of(e.errors());
        } catch (ConflictException e) {
            throw Problem.of(Status.CONFLICT, e.errors());
        }
    }

    /** @param contentType null, as from a client that says nothing, stands for JSON */
    private static boolean isYaml(@Nullable String contentType) {
        String type = contentType == null
                ? JSON
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(JSON) && !YAML_TYPES.contains(type)) {
            throw Problem.of(
                    Status.UNSUPPORTED_MEDIA_TYPE,
                    "Send " + JSON + " or " + YAML + " (Content-Type); this is \"" + type + "\".");
        }
        return !type.equals(JSON);
    }

    private static String text(@Nullable InputStream body) {
        if (body == null) {
            return "";
        }
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidDefinitionException("", "The body has more than " + MOST_BYTES + " bytes.");
            }
            return charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidDefinitionException(
                    "", "This is not UTF-8. Save the document in UTF-8 and send it again.");
        } catch (IOException e) {
            throw new InvalidDefinitionException("", "The body could not be read.");
        }
    }

    /**
     * UTF-8, unless a byte order mark says UTF-16, or a zero does: a document begins with ASCII, and not all write a
     * mark.
     */
    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        int first = (bytes[0] & 0xFF) << Byte.SIZE | bytes[1] & 0xFF;
        if (first == 0xFEFF || first == 0xFFFE) {
            return StandardCharsets.UTF_16;
        }
        if (bytes[0] == 0 ^ bytes[1] == 0) {
            return bytes[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }
}
