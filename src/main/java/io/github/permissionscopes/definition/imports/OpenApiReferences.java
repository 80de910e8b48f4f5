package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Pointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves {@code $ref} within an OpenAPI document. References to other documents are never followed: a document could
 * otherwise make the server call any URL.
 */
final class OpenApiReferences {

    static final String REF = "$ref";
    private static final int MOST_STEPS = 20;

    private final Place root;

    /** Resolved references: many may lead to the same position, by long pointers. */
    private final Map<String, Place> targets = new HashMap<>();

    OpenApiReferences(Place root) {
        this.root = root;
    }

    /** @return whether the object has a {@code $ref} */
    static boolean refers(Place place) {
        return place.node().isObject() && place.at(REF).isThere();
    }

    /** @return the fields of the object without its {@code $ref} */
    static Map<String, Place> ownFields(Place place) {
        Map<String, Place> own = new LinkedHashMap<>(place.fields());
        own.remove(REF);
        return own;
    }

    /**
     * Follows references from a position. OpenAPI allows nothing beside a {@code $ref} (3.0) or only texts (3.1), but
     * documents have other fields there, which are read too.
     *
     * @return the start and every position to which its references lead, in this order. If the last one refers to
     *     another document, it is returned with its {@code $ref}, and there is a remark about it
     * @throws InvalidDefinitionException if a reference leads nowhere, in a circle, or through too many others
     */
    List<Place> wholes(Place start) {
        List<Place> wholes = new ArrayList<>(List.of(start));
        Set<String> seen = new HashSet<>();
        for (Place place = start; refers(place); wholes.add(place)) {
            Place reference = place.at(REF);
            String target = reference.requiredText();
            if (!target.startsWith("#")) {
                reference.remark(
                        "It is in another document, which is not fetched; what stands there is not carried over. Bundle"
                                + " the documents into one, and import that.");
                return wholes;
            }
            if (seen.size() >= MOST_STEPS) {
                throw reference.error("This $ref leads through more than " + MOST_STEPS + " others.");
            }
            if (!seen.add(target)) {
                throw reference.error("This $ref leads in a circle: " + String.join(", ", seen) + ".");
            }
            place = targets.computeIfAbsent(target, fragment -> target(reference, fragment.substring(1)));
        }
        return wholes;
    }

    private Place target(Place reference, String fragment) {
        try {
            JsonPointer pointer =
                    JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8));
            JsonNode node = root.node().at(pointer);
            if (!node.isMissingNode()) {
                return new Place(place(pointer), node, root.remarks());
            }
        } catch (IllegalArgumentException e) {
            // An invalid pointer leads nowhere.
        }
        throw reference.error("There is nothing at #" + fragment + " in this document.");
    }

    private static Pointer place(JsonPointer pointer) {
        Pointer place = Pointer.ROOT;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            place = place.at(rest.getMatchingProperty());
        }
        return place;
    }
}
