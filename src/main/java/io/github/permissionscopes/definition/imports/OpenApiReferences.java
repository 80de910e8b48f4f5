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
 * {@code $ref} within the document. Others are never followed: that would let a document make the server call a URL.
 */
final class OpenApiReferences {

    static final String REF = "$ref";
    private static final int MOST_STEPS = 20;

    private final Place root;

    /** Many may lead to one place, on a long way. */
    private final Map<String, Place> targets = new HashMap<>();

    OpenApiReferences(Place root) {
        this.root = root;
    }

    /** @return whether something else than what stands here is meant */
    static boolean refers(Place place) {
        return place.node().isObject() && place.at(REF).isThere();
    }

    /** @return the fields that stand here themselves */
    static Map<String, Place> ownFields(Place place) {
        Map<String, Place> own = new LinkedHashMap<>(place.fields());
        own.remove(REF);
        return own;
    }

    /**
     * OpenAPI has nothing beside a {@code $ref} (3.0), or texts (3.1); documents have.
     *
     * @return what stands at a place, and at all that its reference leads to, in this order. The last one still refers
     *     where that is in another document, which is remarked
     * @throws InvalidDefinitionException where it leads nowhere, or in a circle
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
            // No pointer: it leads nowhere too.
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
