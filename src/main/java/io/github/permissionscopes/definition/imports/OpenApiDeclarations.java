package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Collects the scopes that the security schemes of an OpenAPI document declare, with their descriptions. */
final class OpenApiDeclarations {

    /** The position of each scope's first description. */
    private final Map<String, Place> declared = new LinkedHashMap<>();

    /** @param list the object that maps scopes to their descriptions */
    void read(Place list) {
        if (list.node().isObject()) {
            OpenApiReferences.ownFields(list).forEach(this::declare);
        } else if (list.saysSomething()) {
            list.remark(
                    "Not carried over: an object is expected here, with scopes and their descriptions. Those that operations"
                            + " require are taken.");
        }
    }

    /** Records a scope; its first description that is not blank counts. */
    private void declare(String scope, Place description) {
        if (description.saysSomething() && description.node().isContainerNode()) {
            description.remark("Not carried over: a text is expected here.");
        }
        Place first = declared.putIfAbsent(scope, description);
        if (first == null || !hasText(description)) {
            return;
        }
        if (!hasText(first)) {
            declared.put(scope, description);
        } else if (!first.node().equals(description.node())) {
            description.remark("Another flow describes the scope differently; that description is taken.");
        }
    }

    boolean has(String scope) {
        return declared.containsKey(scope);
    }

    void addTo(ImportedScopes scopes) {
        declared.forEach((scope, place) -> scopes.add(
                place, scope, hasText(place) ? Texts.line(place, DefinitionLimits.LONGEST_DESCRIPTION) : null));
    }

    /** @param taken the scopes of the bundle */
    void remarkUnused(Set<String> used, ImportedScopes taken) {
        declared.forEach((scope, place) -> {
            if (!used.contains(scope) && taken.named(scope) != null) {
                place.remark("scope " + scope, "No operation requires it; it was carried over all the same.");
            }
        });
    }

    private static boolean hasText(Place place) {
        return place.isThere()
                && place.node().isValueNode()
                && !place.node().asText().isBlank();
    }
}
