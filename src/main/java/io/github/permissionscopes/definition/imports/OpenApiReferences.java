package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@code $ref} within the document. Others are never followed: that would let a document make the server call a URL. */
final class OpenApiReferences {

    private static final String REF = "$ref";

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
                        "Not carried over: it is in another document, which is not fetched. Bundle the documents"
                                + " into one, and import that.");
                return Optional.empty();
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
                return new Place(pointer, node, root.remarks());
            }
        } catch (IllegalArgumentException e) {
            // No pointer: it leads nowhere too.
        }
        throw reference.error("There is nothing at #" + fragment + " in this document.");
    }
}
