package io.github.permissionscopes.definition.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads lists in the forms in which Auth0's Management API returns them: an array, an object with one page of the list,
 * or an array of such pages.
 */
final class Pages {

    private static final String TOTAL = "total";
    private static final Set<String> FIELDS = Set.of("start", "limit", "length", TOTAL, "next");

    /** Fields by which an element of such a list is recognized. */
    private static final Set<String> ELEMENTS = Set.of("identifier", "name", "client_id", "permission_name", "id");

    private Pages() {}

    /**
     * @param names possible names of the field that contains the array of a page
     * @return the elements; a remark is made if other pages have more
     * @throws io.github.permissionscopes.definition.InvalidDefinitionException if it is neither a list nor a page of a
     *     list
     */
    static List<Place> of(Place place, List<String> names) {
        if (!place.node().isObject() || place.node().isEmpty()) {
            return ofAll(place.elements(), names);
        }
        // The whole answer of a paged call was put where its array was expected.
        List<Place> elements = in(place, names);
        if (names.stream().noneMatch(place.node()::has)) {
            throw place.error("A list is expected here, or a page of Auth0's answer with " + names.get(0)
                    + "; this is an object.");
        }
        remarkOthers(place, elements.size(), names);
        place.remarkRest(andFields(names), Map.of());
        return elements;
    }

    /** @return the elements, with pages replaced by their elements. The last page tells whether there are more */
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

    /** @return whether an element of a list is a page: it has a field with such a list and no field of an element */
    static boolean isPage(Place element, Collection<String> names) {
        return names.stream().anyMatch(name -> element.node().path(name).isArray())
                && ELEMENTS.stream().noneMatch(element.node()::has);
    }

    /** @return the elements of all fields of an object that have one of these names */
    static List<Place> in(Place object, List<String> names) {
        List<Place> elements = new ArrayList<>();
        names.forEach(name -> elements.addAll(of(object.at(name), names)));
        return elements;
    }

    /** Makes a remark if the page says that there are more elements on other pages. */
    static void remarkOthers(Place page, int here, List<String> names) {
        if (page.at(TOTAL).node().asDouble() > here || page.at("next").isThere()) {
            page.remark(
                    here + " " + names.get(0),
                    "There are more of them on other pages of Auth0's answer. Put all pages into one array, and import again.");
        }
    }

    /** @return the field names of a page together with these names */
    static Set<String> andFields(Iterable<String> names) {
        Set<String> all = new HashSet<>(FIELDS);
        names.forEach(all::add);
        return all;
    }
}
