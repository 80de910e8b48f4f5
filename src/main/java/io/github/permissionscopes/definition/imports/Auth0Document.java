package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a document in which {@link Auth0Placeholders} may stand without quotes. Auth0's deploy tool replaces them
 * before it parses the document; to a YAML parser {@code ##KEY##} is a comment and {@code @@KEY@@} an error.
 */
public final class Auth0Document {

    private static final Pattern IN_JSON =
            Pattern.compile(Auth0Placeholders.PLACEHOLDER.pattern() + "|@@[^@\"\\\\\\r\\n]{1,100}@@");

    private Auth0Document() {}

    /**
     * @return the document; its placeholders are texts as they were written
     * @throws InvalidDefinitionException if the text is not valid JSON or YAML
     */
    public static JsonNode tree(String text, boolean yaml) {
        return yaml ? Auth0Yaml.tree(text) : DefinitionReader.tree(inQuotes(text), false);
    }

    /** Puts placeholders that are not inside a string in quotes. */
    private static String inQuotes(String text) {
        StringBuilder quoted = new StringBuilder();
        Matcher placeholder = IN_JSON.matcher(text);
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
