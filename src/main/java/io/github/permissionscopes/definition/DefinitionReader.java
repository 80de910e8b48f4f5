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

/** JSON or YAML text to values, strictly: a typing error is an error, never a default. */
public final class DefinitionReader {

    /** More than a bundle of 50 APIs with 1,000 scopes each needs. */
    public static final int MOST_CHARACTERS = 20_000_000;

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
                    // What is empty or blank would be null, which leaves a value as it is.
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    /** Written by some editors; of UTF-8 it says nothing. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DefinitionReader() {}

    /**
     * @param text JSON, or YAML, of which JSON is a part
     * @throws InvalidDefinitionException with line and column of a syntax error
     */
    public static JsonNode tree(@Nullable String text, boolean yaml) {
        String body = text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (body == null || body.isBlank()) {
            throw new InvalidDefinitionException("", "The request has no body.");
        }
        if (body.length() > MOST_CHARACTERS) {
            throw new InvalidDefinitionException("", "The document has more than " + MOST_CHARACTERS + " characters.");
        }
        return yaml ? yaml(body) : JsonReader.read(JSON, body);
    }

    /** JSON is YAML, also with tabs before a line and with lines that our parser of YAML takes for too long. */
    private static JsonNode yaml(String body) {
        String start = body.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return JsonReader.read(JSON, body);
            } catch (InvalidDefinitionException noJson) {
                // What is wrong is said of the YAML that it was sent as.
            }
        }
        return YamlReader.read(body);
    }

    /**
     * @throws InvalidDefinitionException where the tree is not of that type, with everything that is wrong in it:
     *     unknown names, wrong kinds of values, and what else is wrong with what could be read
     */
    public static <T> T value(JsonNode tree, Class<T> type) {
        Written<T> written = written(tree, type);
        if (!written.errors().isEmpty()) {
            throw new InvalidDefinitionException(written.wrong(DefinitionReader::check));
        }
        return written.value();
    }

    /** @throws InvalidDefinitionException where nothing of it can be read, or there are more errors than are told */
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
            // The path of the call says it, too.
            DefinitionCheck.check(api.clientId() == null ? api.withClientId("api") : api);
        }
    }
}
