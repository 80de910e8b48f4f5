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
 * Placeholders of Auth0's deploy tool, which puts values there from {@code AUTH0_KEYWORD_REPLACE_MAPPINGS}: {@code @@KEY@@}
 * for any value, {@code ##KEY##} for a part of a text. They are never taken for values.
 */
final class Auth0Placeholders {

    static final Pattern PLACEHOLDER = Pattern.compile("@@[\\w.-]{1,100}@@|##[\\w.-]{1,100}##");

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
