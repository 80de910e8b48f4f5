package io.github.permissionscopes.definition.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists as Auth0's Management API answers them: an array, an object with one page of it, or an array of such pages. */
final class Pages {

    private static final String TOTAL = "total";
    private static final Set<String> FIELDS = Set.of("start", "limit", "length", TOTAL, "next");

    /** What tells an element of any of the lists. */
    private static final Set<String> ELEMENTS = Set.of("identifier", "name", "client_id", "permission_name", "id");

    private Pages() {}

    /**
     * @param names of the field that has the array in an object
     * @return the elements; that there are others on other pages is remarked
     * @throws io.github.permissionscopes.definition.InvalidDefinitionException where it is neither a list nor a page of
     *     one
     */
    static List<Place> of(Place place, List<String> names) {
        if (!place.node().isObject() || place.node().isEmpty()) {
            return ofAll(place.elements(), names);
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

    /** @return the elements, and those of each that is a page; the last page knows whether there are others */
    private static List<Place> ofAll(List<Place> places, List<String> names) {
        List<Place> elements = new ArrayList<>();
        Place last = null;
        for (Place place : places) {
            if (isPage(place, names)) {
                elements.addAll(in(place, names));
                place.remarkRest(andFields(names), Map.of());
                last = place;
            } else {
                elements.add(place);
            }
        }
        if (last != null) {
            remarkOthers(last, elements.size(), names);
        }
        return elements;
    }

    /** @return whether an element of a list is a page of it: it has such a list, and nothing that an element has */
    static boolean isPage(Place element, Collection<String> names) {
        return names.stream().anyMatch(name -> element.node().path(name).isArray())
                && ELEMENTS.stream().noneMatch(element.node()::has);
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
