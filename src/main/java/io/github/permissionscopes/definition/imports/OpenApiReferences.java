package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Pointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@code $ref} within the document. Others are never followed: that would let a document make the server call a URL. */
final class OpenApiReferences {

    static final String REF = "$ref";
    private static final int MOST_STEPS = 20;

    private final Place root;

    OpenApiReferences(Place root) {
        this.root = root;
    }

    /**
     * @return the place that is meant in the end; empty where it is in another document, which is remarked
     * @throws InvalidDefinitionException where it leads nowhere, or in a circle
     */
    Optional<Place> resolve(Place start) {
        Place place = start;
        Set<String> seen = new HashSet<>();
        while (place.node().isObject() && place.at(REF).isThere()) {
            Place reference = place.at(REF);
            String target = reference.requiredText();
            if (!target.startsWith("#")) {
                reference.remark(
                        "It is in another document, which is not fetched; what stands there is not carried over. Bundle"
                                + " the documents into one, and import that.");
                return Optional.empty();
            }
            if (seen.size() >= MOST_STEPS) {
                throw reference.error("This $ref leads through more than " + MOST_STEPS + " others.");
            }
            if (!seen.add(target)) {
                throw reference.error("This $ref leads in a circle: " + String.join(", ", seen) + ".");
            }
            place = target(reference, target.substring(1));
        }
        return Optional.of(place);
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
