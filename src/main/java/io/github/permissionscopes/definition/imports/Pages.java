package io.github.permissionscopes.definition.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists as Auth0's Management API answers them: an array, or an object with one page of it. */
final class Pages {

    private static final String TOTAL = "total";
    private static final Set<String> FIELDS = Set.of("start", "limit", "length", TOTAL, "next");

    private Pages() {}

    /**
     * @param names of the field that has the array in an object
     * @return the elements; that there are others on other pages is remarked
     * @throws io.github.permissionscopes.definition.InvalidDefinitionException where it is neither a list nor a page of one
     */
    static List<Place> of(Place place, List<String> names) {
        if (!place.node().isObject() || place.node().isEmpty()) {
            return place.elements();
        }
        // One level more: the answer of a paged call, put where its array was expected.
        List<Place> elements = in(place, names);
        if (names.stream().noneMatch(place.node()::has)) {
            throw place.error("A list is expected here, or a page of Auth0's answer with " + names.get(0)
                    + "; this is an object.");
        }
        remarkOthers(place, elements.size(), names);
        place.remarkRest(andFields(names), Map.of());
        return elements;
    }

    /** @return what an object has under these names; under several, of all */
    static List<Place> in(Place object, List<String> names) {
        List<Place> elements = new ArrayList<>();
        names.forEach(name -> elements.addAll(of(object.at(name), names)));
        return elements;
    }

    /** Says that there are others on other pages, if the page says so. */
    static void remarkOthers(Place page, int here, List<String> names) {
        if (page.at(TOTAL).node().asDouble() > here || page.at("next").isThere()) {
            page.remark(
                    here + " " + names.get(0),
                    "There are more of them on other pages of Auth0's answer. Put all pages into one array, and import again.");
        }
    }

    /** @return the fields of a page, and these */
    static Set<String> andFields(Iterable<String> names) {
        Set<String> all = new HashSet<>(FIELDS);
        names.forEach(all::add);
        return all;
    }
}
