package io.github.permissionscopes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters that name the API of a token: {@code resource} (RFC 8707 §2) and {@code audience}, which has the same
 * meaning.
 */
public final class ResourceParameters {

    public static final String RESOURCE = "resource";
    public static final String AUDIENCE = "audience";

    private ResourceParameters() {}

    /**
     * @param values maps a parameter to its values as the client sent them; null for none
     * @return all names, those of {@code resource} first, as a new set. A blank value counts as a name of no API
     */
    public static Set<String> names(Function<String, ? extends Collection<String>> values) {
        Set<String> names = new LinkedHashSet<>();
        for (String parameter : List.of(RESOURCE, AUDIENCE)) {
            Collection<String> named = values.apply(parameter);
            if (named != null) {
                named.stream().filter(Objects::nonNull).forEach(names::add);
            }
        }
        return names;
    }

    /** Reads the names from parameters with one value each. */
    public static Set<String> names(Map<?, ?> parameters) {
        return names(parameter -> Stream.ofNullable(parameters.get(parameter))
                .map(String::valueOf)
                .toList());
    }

    /**
     * Reads the names from the claims of a request object (RFC 9101).
     *
     * @param object null for none
     */
    public static Set<String> names(JsonNode object) {
        return object == null ? new LinkedHashSet<>() : names(parameter -> texts(object.path(parameter)));
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (!value.isMissingNode() && !value.isNull()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
