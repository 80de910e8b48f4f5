package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Placeholders of Auth0's deploy tool, which puts values there from {@code AUTH0_KEYWORD_REPLACE_MAPPINGS}: {@code @@KEY@@}
 * for any value, {@code ##KEY##} for a part of a text. They are never taken for values.
 */
public final class Auth0Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("@@[\\w.-]{1,100}@@|##[\\w.-]{1,100}##");

    /** At the beginning of a line {@code ##WORD##} is a headline, and so a comment. */
    private static final Pattern IN_YAML =
            Pattern.compile("@@[\\w.-]{1,100}@@|(?<=[^\\n\\r\\uFEFF])##[\\w.-]{1,100}##");

    private static final int MOST = 100;

    /** What becomes a part of a bundle. A placeholder elsewhere is remarked. */
    private static final Set<String> CARRIED = Set.of(
            "name",
            "identifier",
            "is_system",
            "enforce_policies",
            "scopes",
            "description",
            "type",
            "permissions",
            "client_id",
            "audience",
            "scope",
            "allow_all_scopes");

    private Auth0Placeholders() {}

    /**
     * Reads a document in which they may stand without quotes. Auth0's tool puts the values there before it reads; a
     * YAML reader would take {@code ##KEY##} for a comment, and {@code @@KEY@@} for an error.
     *
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
        Matcher placeholder = PLACEHOLDER.matcher(text);
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

    /**
     * @param read names of the fields of the document that are read
     * @throws InvalidDefinitionException where a placeholder stands for something that a bundle says
     */
    static void check(Place root, Set<String> read) {
        List<FieldError> errors = new ArrayList<>();
        if (root.node().isArray()) {
            checkList(root, errors);
        }
        root.node().fieldNames().forEachRemaining(name -> {
            Place place = root.at(name);
            if (read.contains(name)) {
                checkList(place, errors);
            } else {
                remark(place);
            }
        });
        throwIfAny(errors);
    }

    /** As above, of one resource server alone. */
    static void checkOne(Place resourceServer) {
        List<FieldError> errors = new ArrayList<>();
        checkElement(resourceServer, errors);
        throwIfAny(errors);
    }

    private static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidDefinitionException(errors.size() > MOST ? errors.subList(0, MOST) : errors);
        }
    }

    private static void checkList(Place list, List<FieldError> errors) {
        if (list.node().isValueNode()) {
            error(list, errors);
        }
        for (int i = 0; list.node().isArray() && i < list.node().size(); i++) {
            Place element = new Place(list.pointer().at(i), list.node().get(i), list.remarks());
            if (element.node().isValueNode()) {
                error(element, errors);
            }
            checkElement(element, errors);
        }
    }

    private static void checkElement(Place element, List<FieldError> errors) {
        element.node().fieldNames().forEachRemaining(name -> {
            if (CARRIED.contains(name)) {
                errors(element.at(name), errors);
            } else {
                remark(element.at(name));
            }
        });
    }

    private static void errors(Place place, List<FieldError> errors) {
        error(place, errors);
        for (int i = 0; place.node().isArray() && i < place.node().size(); i++) {
            errors(new Place(place.pointer().at(i), place.node().get(i), place.remarks()), errors);
        }
        if (place.node().isObject()) {
            place.node().fieldNames().forEachRemaining(name -> errors(place.at(name), errors));
        }
    }

    private static void error(Place place, List<FieldError> errors) {
        Set<String> keys = new LinkedHashSet<>();
        collect(place.node(), false, keys);
        if (!keys.isEmpty()) {
            errors.add(new FieldError(
                    place.pointer().toString(),
                    "Fill in " + String.join(", ", keys) + ": a placeholder of Auth0's deploy tool, which puts a value"
                            + " there (AUTH0_KEYWORD_REPLACE_MAPPINGS). Put the value here, and import again."));
        }
    }

    private static void remark(Place place) {
        Set<String> keys = new LinkedHashSet<>();
        collect(place.node(), true, keys);
        if (!keys.isEmpty()) {
            place.remark(
                    "placeholders " + String.join(", ", keys),
                    "Auth0's deploy tool puts values there. They are not needed here: this part is not carried over.");
        }
    }

    private static void collect(JsonNode node, boolean deep, Set<String> keys) {
        if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.textValue());
            while (keys.size() < MOST && matcher.find()) {
                keys.add(matcher.group());
            }
        } else if (deep) {
            node.forEach(child -> collect(child, true, keys));
        }
    }
}
