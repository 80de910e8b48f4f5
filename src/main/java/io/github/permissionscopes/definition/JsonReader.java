package io.github.permissionscopes.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** JSON as a tree, within {@link Limits}: a limit stops it before anything large is made. */
final class JsonReader extends JsonParserDelegate {

    private final Limits limits = new Limits();

    private JsonReader(JsonParser parser) {
        super(parser);
    }

    /** @throws IOException where it cannot be read */
    static JsonNode read(ObjectMapper mapper, String text) throws IOException {
        try (JsonReader reader = new JsonReader(mapper.createParser(text))) {
            return mapper.readTree(reader);
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.FIELD_NAME) {
            limits.name(currentName());
        } else if (token != null && !token.isStructEnd()) {
            limits.value();
            limits.level(getParsingContext().getNestingDepth());
        }
        return token;
    }
}
