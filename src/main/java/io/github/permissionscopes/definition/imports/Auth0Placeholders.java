package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the placeholders of Auth0's deploy tool in a document and reports them as errors or remarks. The tool replaces
 * {@code @@KEY@@} by any value and {@code ##KEY##} by a part of a text, from {@code AUTH0_KEYWORD_REPLACE_MAPPINGS}. An
 * import never takes a placeholder for a value.
 */
final class Auth0Placeholders {

    /** The key needs a letter or digit: a line of dashes between hashes is a box around a headline. */
    static final Pattern PLACEHOLDER =
            Pattern.compile("@@[\\w.-]{1,100}@@|##(?=[-._]{0,100}[A-Za-z0-9])[\\w.-]{1,100}##");

    /** A placeholder that is the whole text may have any characters in its key. */
    private static final Pattern WHOLE = Pattern.compile("(@@|##)(?=\\S)[^\\r\\n]{1,100}(?<=\\S)\\1");

    private static final int MOST = 100;
    private static final int MOST_CHARACTERS = 1_000_000;

    /** Fields that become part of a bundle. A placeholder in one of them is an error; elsewhere it is only a remark. */
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

    private final List<FieldError> errors = new ArrayList<>();
    private int characters;

    private Auth0Placeholders() {}

    /**
     * @param read names of the document's fields that are imported
     * @throws InvalidDefinitionException if a placeholder stands for a value that becomes part of the bundle
     */
    static void check(Place root, Set<String> read) {
        Auth0Placeholders found = new Auth0Placeholders();
        found.list(root, read);
        found.throwIfAny();
    }

    /**
     * Checks a document that is a single resource server.
     *
     * @throws InvalidDefinitionException if a placeholder stands for a value that becomes part of the bundle
     */
    static void checkOne(Place resourceServer) {
        Auth0Placeholders found = new Auth0Placeholders();
        found.element(resourceServer);
        found.throwIfAny();
    }

    /**
     * Checks a document in which everything below the fields of these names becomes part of a bundle.
     *
     * @throws InvalidDefinitionException if a placeholder stands there
     */
    static void checkWhole(Place root, Set<String> read) {
        Auth0Placeholders found = new Auth0Placeholders();
        root.fields().forEach((name, place) -> {
            if (read.contains(name)) {
                found.errors(place);
            } else {
                remark(place);
            }
        });
        found.throwIfAny();
    }

    private void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidDefinitionException(errors);
        }
    }

    /** Checks a list, a page of a list, or the document, which has several lists. */
    private void list(Place list, Set<String> names) {
        if (list.node().isValueNode()) {
            error(list);
        } else if (list.node().isArray()) {
            list.elements().forEach(element -> elementOrPage(element, names));
        } else {
            list.fields().forEach((name, place) -> {
                if (names.contains(name)) {
                    list(place, names);
                } else {
                    remark(place);
                }
            });
        }
    }

    private void elementOrPage(Place element, Set<String> names) {
        if (Pages.isPage(element, names)) {
            list(element, names);
        } else {
            element(element);
        }
    }

    private void element(Place element) {
        if (!element.node().isObject()) {
            errors(element);
            return;
        }
        element.fields().forEach((name, place) -> {
            if (CARRIED.contains(name)) {
                errors(place);
            } else {
                remark(place);
            }
        });
    }

    private void errors(Place place) {
        error(place);
        if (place.node().isArray()) {
            place.elements().forEach(this::errors);
        } else if (place.node().isObject()) {
            place.fields().values().forEach(this::errors);
        }
    }

    /** Reports the placeholders in a text or in the field names of an object, but not those in the fields' values. */
    private void error(Place place) {
        Set<String> keys = new LinkedHashSet<>();
        collect(place.node(), false, keys);
        if (!keys.isEmpty() && errors.size() < MOST && characters < MOST_CHARACTERS) {
            String field = place.pointer().toString();
            characters += field.length();
            errors.add(new FieldError(
                    field,
                    "Fill in " + String.join(", ", keys) + ": a placeholder of Auth0's deploy tool, which puts a value"
                            + " there (AUTH0_KEYWORD_REPLACE_MAPPINGS). Put the value here, and import again."));
        }
    }

    private static void remark(Place place) {
        Set<String> keys = new LinkedHashSet<>();
        collect(place.pointer().step(), keys);
        collect(place.node(), true, keys);
        if (!keys.isEmpty()) {
            place.remark(
                    "placeholders " + String.join(", ", keys),
                    "Auth0's deploy tool puts values there. They are not needed here: this part is not carried over.");
        }
    }

    private static void collect(JsonNode node, boolean deep, Set<String> keys) {
        node.fieldNames().forEachRemaining(name -> collect(name, keys));
        if (node.isTextual()) {
            collect(node.textValue(), keys);
        } else if (deep) {
            node.forEach(child -> collect(child, true, keys));
        }
    }

    private static void collect(String text, Set<String> keys) {
        if (keys.size() < MOST && WHOLE.matcher(text).matches()) {
            keys.add(text);
            return;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (keys.size() < MOST && matcher.find()) {
            keys.add(matcher.group());
        }
    }
}
