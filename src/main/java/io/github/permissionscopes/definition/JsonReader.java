package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses JSON into a tree within {@link DocumentLimits}. It counts tokens while it reads, so that an oversized document
 * is rejected before it takes up memory.
 */
final class JsonReader extends JsonParserDelegate {

    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private final DocumentLimits limits = new DocumentLimits();

    private JsonReader(JsonParser parser) {
        super(parser);
    }

    /** @throws InvalidDefinitionException if the text is not JSON, with line and column */
    static JsonNode read(ObjectMapper mapper, String text) {
        try (JsonReader reader = new JsonReader(mapper.createParser(text))) {
            JsonNode tree = mapper.readTree(reader);
            if (reader.nextToken() != null) {
                throw JsonProblems.trailing(reader.currentTokenLocation());
            }
            return tree == null ? mapper.nullNode() : tree;
        } catch (JsonProcessingException e) {
            throw JsonProblems.syntax(e, text);
        } catch (IOException e) {
            throw new InvalidDefinitionException("", "The body could not be read.");
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = next();
        if (token == JsonToken.FIELD_NAME) {
            limits.name(currentName());
        } else if (token != null && !token.isStructEnd()) {
            limits.value();
            limits.level(getParsingContext().getNestingDepth());
        }
        return token;
    }

    private JsonToken next() throws IOException {
        try {
            return super.nextToken();
        } catch (JsonParseException e) {
            // The message is the only way to recognize a duplicate field (Jackson's DupDetector).
            Matcher twice = TWICE.matcher(e.getOriginalMessage());
            if (twice.lookingAt()) {
                throw JsonProblems.twice(twice.group(1), e.getLocation());
            }
            throw e;
        }
    }
}
