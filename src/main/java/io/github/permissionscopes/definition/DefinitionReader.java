package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON or YAML into definitions. It is strict: an unknown field or a value of the wrong type is an error and
 * never becomes a default.
 */
public final class DefinitionReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(LogicalType.Textual, coercion -> {
                for (CoercionInputShape shape :
                        List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)) {
                    coercion.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .withCoercionConfig(LogicalType.Boolean, coercion -> coercion.setCoercion(
                            CoercionInputShape.String, CoercionAction.Fail)
                    // An empty or blank string would become null, which leaves a value as it is.
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    /** Some editors write it at the beginning of a file; it carries no information in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DefinitionReader() {}

    /**
     * @param text JSON; or YAML, which includes JSON
     * @param yaml whether YAML is accepted
     * @return the document as a tree
     * @throws InvalidDefinitionException with the line and the column of a syntax error, or if the text is empty or
     *     exceeds a limit
     */
    public static JsonNode tree(@Nullable String text, boolean yaml) {
        String body = text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (body == null || body.isBlank()) {
            throw new InvalidDefinitionException("", "The request has no body.");
        }
        if (body.length() > DocumentLimits.MOST_CHARACTERS) {
            throw new InvalidDefinitionException(
                    "", "The document has more than " + DocumentLimits.MOST_CHARACTERS + " characters.");
        }
        return yaml ? yaml(body) : JsonReader.read(JSON, body);
    }

    /**
     * Tries the JSON parser first: JSON is YAML too, but the YAML parser rejects tabs before a line and very long
     * lines.
     */
    private static JsonNode yaml(String body) {
        String start = body.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return JsonReader.read(JSON, body);
            } catch (InvalidDefinitionException noJson) {
                // The text was sent as YAML, so its errors are those of the YAML parser.
            }
        }
        return YamlReader.read(body);
    }

    /**
     * @throws InvalidDefinitionException with every error that was found: unknown fields, values of the wrong type, and
     *     everything that {@link DefinitionCheck} finds in the rest
     */
    public static <T> T value(JsonNode tree, Class<T> type) {
        Written<T> written = written(tree, type);
        if (!written.errors().isEmpty()) {
            throw new InvalidDefinitionException(written.wrong(DefinitionReader::check));
        }
        return written.value();
    }

    /**
     * @throws InvalidDefinitionException if nothing of the tree can be read, or if it has more errors than one answer
     *     reports
     */
    public static <T> Written<T> written(JsonNode tree, Class<T> type) {
        if (!tree.isObject()) {
            throw new InvalidDefinitionException("", "An object is expected here; this is " + JsonKinds.of(tree) + ".");
        }
        Clearing.apply(tree, type);
        return KindReader.read(JSON, tree, type);
    }

    private static void check(Object value) {
        if (value instanceof Bundle bundle) {
            DefinitionCheck.check(bundle);
        } else if (value instanceof ApiDefinition api) {
            // The client ID may be missing here: the path of the REST call names it.
            DefinitionCheck.check(api.clientId() == null ? api.withClientId("api") : api);
        }
    }
}
