package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a document in which {@link Auth0Placeholders} may stand without quotes. Auth0's tool puts the values there before it
 * reads; a YAML reader would take {@code ##KEY##} for a comment, and {@code @@KEY@@} for an error.
 */
public final class Auth0Document {

    /** At the beginning of a line {@code ##WORD##} is a headline, and so a comment. */
    private static final Pattern IN_YAML =
            Pattern.compile("@@[\\w.-]{1,100}@@|(?<=[^\\n\\r\\uFEFF])##[\\w.-]{1,100}##");

    private Auth0Document() {}

    /**
     * @return the document, with its placeholders as they were written
     * @throws InvalidDefinitionException if it cannot be read
     */
    public static JsonNode tree(String text, boolean yaml) {
        return yaml
                ? unmarked(DefinitionReader.tree(marked(text), true))
                : DefinitionReader.tree(inQuotes(text), false);
    }

    /** As long as it was, so that an error is where it was. */
    private static String marked(String text) {
        return IN_YAML.matcher(text).replaceAll(found -> {
            String mark = found.group().startsWith("#") ? "\uE000" : "\uE001";
            String key = found.group().substring(2, found.group().length() - 2);
            return mark.repeat(2) + key + mark.repeat(2);
        });
    }

    private static String unmarked(String text) {
        return text.replace('\uE000', '#').replace('\uE001', '@');
    }

    private static JsonNode unmarked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(unmarked(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, unmarked(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(unmarked(node.textValue()));
        }
        return node;
    }

    /** JSON has nothing but strings in which one may stand as it is. */
    private static String inQuotes(String text) {
        StringBuilder quoted = new StringBuilder();
        Matcher placeholder = Auth0Placeholders.PLACEHOLDER.matcher(text);
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (!inString
                    && (sign == '#' || sign == '@')
                    && placeholder.region(i, text.length()).lookingAt()) {
                quoted.append('"').append(placeholder.group()).append('"');
                i = placeholder.end() - 1;
                continue;
            }
            if (inString && sign == '\\' && i + 1 < text.length()) {
                quoted.append(sign).append(text.charAt(++i));
                continue;
            }
            inString ^= sign == '"';
            quoted.append(sign);
        }
        return quoted.toString();
    }
}
