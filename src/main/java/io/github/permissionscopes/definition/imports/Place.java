package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.JsonKinds;
import io.github.permissionscopes.definition.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in an imported document with the value there. Reading a value of the wrong type ends the import with an
 * error.
 *
 * @param pointer the position
 * @param node the value; a missing node if there is none
 * @param remarks every remark about the document; all positions share it
 */
record Place(Pointer pointer, JsonNode node, Remarks remarks) {

    private static final int LONGEST_VALUE = 100;

    /**
     * Names of fields whose value is not repeated in an answer: an export of the Authorization Extension contains its
     * API key.
     */
    private static final Pattern SECRET = Pattern.compile("(?i)secret|key|password|pem|credential|hash");

    static Place root(JsonNode document) {
        return new Place(Pointer.ROOT, document, new Remarks());
    }

    Place at(String name) {
        return new Place(pointer.at(name), orMissing(node.get(name)), remarks);
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    Place object() {
        return expect(node.isObject(), "An object");
    }

    /**
     * @return the elements of an array; none if there is no value or an empty object, which some tools write for an
     *     empty list
     */
    List<Place> elements() {
        List<Place> elements = new ArrayList<>();
        if (saysSomething()) {
            expect(node.isArray(), "A list");
            for (int i = 0; i < node.size(); i++) {
                elements.add(new Place(pointer.at(i), node.get(i), remarks));
            }
        }
        return elements;
    }

    /**
     * @return the fields of an object by name; none if there is no value or an empty array, which PHP writes for an
     *     empty object
     */
    Map<String, Place> fields() {
        Map<String, Place> fields = new LinkedHashMap<>();
        if (saysSomething()) {
            object().node.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
        }
        return fields;
    }

    /** @return the string; null if there is no value */
    @Nullable
    String text() {
        if (!isThere()) {
            return null;
        }
        return expect(node.isTextual(), "A string").node.textValue();
    }

    /**
     * @return the string, number or boolean as text; null if there is no value. In YAML a text without quotes may be a
     *     number or a boolean
     */
    @Nullable
    String anyText() {
        return isThere() && node.isValueNode() ? node.asText() : text();
    }

    String requiredText() {
        String text = text();
        if (text == null || text.isBlank()) {
            throw error("A value is required here.");
        }
        return text;
    }

    boolean isTrue() {
        return isThere() && expect(node.isBoolean(), "true or false").node.booleanValue();
    }

    /** Makes a remark about the value. */
    void remark(String why) {
        remark(what(), why);
    }

    void remark(String what, String why) {
        remarks.add(pointer, what, why);
    }

    /**
     * Makes a remark about every field of this object that is not known.
     *
     * @param known fields that are imported, and fields that have no meaning in another product, such as ids and times
     * @param reasons why other fields are not carried over; a field that is not listed is called unknown
     */
    void remarkRest(Set<String> known, Map<String, String> reasons) {
        fields().forEach((name, place) -> {
            if (!known.contains(name) && place.saysSomething()) {
                place.remark(reasons.getOrDefault(name, "This import does not know the field."));
            }
        });
    }

    InvalidDefinitionException error(String message) {
        return new InvalidDefinitionException(pointer.toString(), message);
    }

    boolean saysSomething() {
        return isThere() && !(node.isContainerNode() && node.isEmpty());
    }

    private String what() {
        String name = pointer.step();
        if (node.isTextual() && SECRET.matcher(name).find()) {
            return name + ": not shown";
        }
        if (node.isContainerNode()) {
            return name + ": " + node.size() + (node.isArray() ? " elements" : " fields");
        }
        String text = node.asText();
        return name + ": " + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text);
    }

    private Place expect(boolean is, String kind) {
        if (!is) {
            throw error(kind + " is expected here; this is " + JsonKinds.of(node) + ".");
        }
        return this;
    }

    private static JsonNode orMissing(@Nullable JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }
}
