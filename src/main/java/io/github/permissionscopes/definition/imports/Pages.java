package io.github.permissionscopes.definition.imports;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists as Auth0's Management API answers them: an array, or an object with one page of it. */
final class Pages {

    private static final String TOTAL = "total";
    private static final Set<String> FIELDS = Set.of("start", "limit", "length", TOTAL, "next");

    private Pages() {}

    /**
     * @param name the field that has the array in an object
     * @return the elements; that there are others on other pages is remarked
     */
    static List<Place> of(Place place, String name) {
        if (!place.node().isObject()) {
            return place.elements();
        }
        // One level more: the answer of a paged call, put where its array was expected.
        List<Place> elements = of(place.at(name), name);
        if (place.at(TOTAL).node().asInt() > elements.size() || place.at("next").isThere()) {
            place.remark(
                    elements.size() + " " + name,
                    "There are more of them on other pages of Auth0's answer. Put all pages into one array, and import again.");
        }
        return elements;
    }

    /** @return the fields of a page, and these */
    static Set<String> andFields(Set<String> names) {
        Set<String> all = new HashSet<>(FIELDS);
        all.addAll(names);
        return all;
    }
}
