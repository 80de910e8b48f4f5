package io.github.permissionscopes.definition.imports;

import java.util.List;

/** The {@code servers} of an OpenAPI document. */
final class OpenApiServer {

    private OpenApiServer() {}

    /** @return the URL of the first one, if an API can be named by it; null if not, which is remarked */
    static String identifier(Place servers) {
        List<Place> all = servers.elements();
        all.stream().skip(1).forEach(server -> server.object()
                .at("url")
                .remark("An API has one identifier; the first server's URL is taken. The request can name another"
                        + " (identifier)."));
        return all.isEmpty() ? null : urlOf(all.get(0).object());
    }

    private static String urlOf(Place server) {
        Place place = server.at("url");
        String url = place.requiredText();
        for (var variable : server.at("variables").fields().entrySet()) {
            String value = variable.getValue().object().at("default").requiredText();
            url = url.replace("{" + variable.getKey() + "}", value);
        }
        if (!Texts.isIdentifier(url)) {
            place.remark("Not carried over: an identifier is an absolute URI. The request can name one (identifier).");
            return null;
        }
        if (!url.equals(place.text())) {
            place.remark("Its variables have their default values in the identifier, " + url + ".");
        }
        return url;
    }
}
