package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.DefinitionLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes an API's identifier from the {@code servers} of an OpenAPI document. */
final class OpenApiServer {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*+)}");

    private OpenApiServer() {}

    /** @return the URL of the first server; null with a remark if it is not a valid identifier of an API */
    static @Nullable String identifier(Place servers) {
        List<Place> all = servers.elements();
        all.stream().skip(1).forEach(server -> server.object()
                .at("url")
                .remark("An API has one identifier; the first server's URL is taken. The request can name another"
                        + " (identifier)."));
        return all.isEmpty() ? null : urlOf(all.get(0).object());
    }

    private static @Nullable String urlOf(Place server) {
        Place place = server.at("url");
        String written = place.anyText();
        if (written == null) {
            server.remark(
                    "server without a URL",
                    "Not carried over. The request can name the API's identifier (identifier).");
            return null;
        }
        String url = filled(written, server.at("variables").fields());
        if (!Texts.isIdentifier(url)) {
            place.remark("Not carried over: an identifier is an absolute URI. The request can name one (identifier).");
            return null;
        }
        if (!url.equals(written)) {
            place.remark("Its variables have their default values in the identifier, " + url + ".");
        }
        return url;
    }

    /**
     * Replaces variables by their default values, in one pass: values are plain text (OpenAPI 3.1 §4.8.6). It stops as
     * soon as the result is longer than an identifier may be.
     */
    private static String filled(String url, Map<String, Place> variables) {
        Map<String, String> defaults = new HashMap<>();
        variables.forEach((name, variable) -> {
            String value = variable.at("default").anyText();
            if (value != null) {
                defaults.put(name, value);
            }
        });
        StringBuilder filled = new StringBuilder();
        Matcher variable = VARIABLE.matcher(url);
        int done = 0;
        while (filled.length() <= DefinitionLimits.LONGEST_IDENTIFIER && variable.find()) {
            filled.append(url, done, variable.start())
                    .append(defaults.getOrDefault(variable.group(1), variable.group()));
            done = variable.end();
        }
        return filled.append(url, done, url.length()).toString();
    }
}
