package io.github.permissionscopes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.DocumentLimits;
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
 * Parses the body of a request as JSON or YAML, by its media type. It reads bytes, so that the result does not depend
 * on the JSON reader that the server has configured for REST, and a wrong media type gets an error answer in our
 * format.
 */
final class RequestBody {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    /** The first one is from RFC 9512; the others were in use before. */
    private static final Set<String> YAML_TYPES = Set.of(YAML, "application/x-yaml", "text/yaml", "text/x-yaml");

    /** UTF-8 needs up to three bytes for a {@code char} of a Java string. */
    private static final int MOST_BYTES = 3 * DocumentLimits.MOST_CHARACTERS;

    private RequestBody() {}

    /**
     * @throws WebApplicationException 400 if the body cannot be parsed, 415 if the media type is neither JSON nor YAML
     */
    static JsonNode tree(KeycloakSession session, @Nullable InputStream body) {
        return tree(session, body, DefinitionReader::tree);
    }

    /**
     * @param reader parses the text; its second argument tells whether the text is YAML
     * @throws WebApplicationException 400 if the body cannot be parsed, 415 if the media type is neither JSON nor YAML
     */
    static JsonNode tree(
            KeycloakSession session, @Nullable InputStream body, BiFunction<String, Boolean, JsonNode> reader) {
        boolean yaml = isYaml(
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE));
        return orProblem(() -> reader.apply(text(body), yaml));
    }

    /**
     * @throws WebApplicationException 400 if the body cannot be parsed or has errors, 415 if the media type is neither
     *     JSON nor YAML
     */
    static <T> T value(KeycloakSession session, @Nullable InputStream body, Class<T> type) {
        JsonNode tree = tree(session, body);
        return orProblem(() -> DefinitionReader.value(tree, type));
    }

    /**
     * Parses as much of the body as is valid, with the errors of the rest.
     *
     * @throws WebApplicationException 400 if nothing of the body can be used, 415 if the media type is neither JSON nor
     *     YAML
     */
    static <T> Written<T> written(KeycloakSession session, @Nullable InputStream body, Class<T> type) {
        JsonNode tree = tree(session, body);
        return orProblem(() -> DefinitionReader.written(tree, type));
    }

    /** @throws WebApplicationException 400 if the definition is invalid, 409 if it contradicts the realm as it is */
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

    /** @param contentType the header's value; null, if it was not sent, means JSON */
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
     * UTF-8, unless a byte order mark or a zero byte indicates UTF-16. A document begins with an ASCII character, so in
     * UTF-16 one of the first two bytes is zero even without a mark.
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
