package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.YAMLException;

/** JSON or YAML text to values, strictly: a typing error is an error, never a default. */
public final class DefinitionReader {

    /** More than a bundle of 50 APIs with 1,000 scopes each needs. */
    public static final int MOST_CHARACTERS = 20_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(LogicalType.Textual, coercion -> {
                for (CoercionInputShape shape :
                        List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)) {
                    coercion.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .withCoercionConfig(LogicalType.Boolean, coercion -> coercion.setCoercion(
                            CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    private static final int LONGEST_MESSAGE = 300;

    private DefinitionReader() {}

    /**
     * @param text JSON, or YAML, of which JSON is a part
     * @throws InvalidDefinitionException with line and column of a syntax error
     */
    public static JsonNode tree(String text, boolean yaml) {
        if (text == null || text.isBlank()) {
            throw new InvalidDefinitionException("", "The request has no body.");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidDefinitionException("", "The document has more than " + MOST_CHARACTERS + " characters.");
        }
        return yaml ? yaml(text) : json(text);
    }

    /**
     * @throws InvalidDefinitionException where the tree is not of that type: unknown names, wrong kinds of values
     */
    public static <T> T value(JsonNode tree, Class<T> type) {
        if (!tree.isObject()) {
            throw new InvalidDefinitionException("", "An object is expected here.");
        }
        Clearing.apply(tree, type);
        try {
            return JSON.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidDefinitionException(
                    pointer(e),
                    "There is no such field. Known are: "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".");
        } catch (JsonMappingException e) {
            throw new InvalidDefinitionException(pointer(e), firstSentence(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new InvalidDefinitionException("", firstSentence(e.getOriginalMessage()));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JsonReader.read(JSON, text);
        } catch (JsonProcessingException e) {
            throw new InvalidDefinitionException(
                    "", "This is not JSON: " + firstSentence(e.getOriginalMessage()) + where(e.getLocation()));
        } catch (IOException e) {
            throw new InvalidDefinitionException("", "This is not JSON.");
        }
    }

    /** @param location null where a limit of the parser has stopped it */
    private static String where(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static JsonNode yaml(String text) {
        try {
            return YamlReader.read(text);
        } catch (YAMLException e) {
            throw new InvalidDefinitionException("", "This YAML cannot be used: " + e.getMessage());
        }
    }

    private static String pointer(JsonMappingException e) {
        Pointer pointer = Pointer.ROOT;
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer = step.getFieldName() == null ? pointer.at(step.getIndex()) : pointer.at(step.getFieldName());
        }
        return pointer.toString();
    }

    /**
     * Jackson goes on with how to configure Jackson, and repeats what was written. It is cut first: an expression takes a
     * step of the stack for each part of a name.
     */
    private static String firstSentence(String message) {
        String beginning = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
        return beginning.split(" \\(", 2)[0].replaceAll("`(?:[a-z]\\w*\\.)+(\\w+)[^`]*`", "$1");
    }
}
