package io.github.permissionscopes.definition.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds extension fields ({@code x-…}) of operations and paths that may say who may call them. Many documents name
 * their scopes there, each in its own form. There is one remark per field name, since most operations have the same
 * ones.
 */
final class OpenApiExtensions {

    private static final Pattern OF_RIGHTS =
            Pattern.compile("(?i)x-.*(?:scope|permission|privilege|role|secur|oauth|authoriz|authenti).*");

    private record Found(Place first, int count) {}

    private final Map<String, Found> byName = new LinkedHashMap<>();

    /** @param place an operation or a path */
    void read(Place place) {
        place.fields().forEach((name, field) -> {
            if (field.saysSomething() && OF_RIGHTS.matcher(name).matches()) {
                byName.merge(name, new Found(field, 1), (found, one) -> new Found(found.first(), found.count() + 1));
            }
        });
    }

    void remark() {
        byName.forEach((name, found) -> found.first()
                .remark(
                        name + " at " + found.count() + (found.count() == 1 ? " place" : " places"),
                        "Not carried over: it is an extension, and OpenAPI does not say what it means. Where it names OAuth"
                                + " scopes, add them to the bundle."));
    }
}
