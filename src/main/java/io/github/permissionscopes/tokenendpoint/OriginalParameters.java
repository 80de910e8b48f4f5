package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.ResourceParameters;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.OAuth2Constants;

/**
 * Those parameters of a token request that are changed for Keycloak, as the client sent them. They are given back: the UMA
 * grant has a client credentials grant run on its own request, whose {@code scope} means something else; and a grant of
 * another extension may try several of Keycloak's on one request.
 *
 * @param values by name, of each of {@link #CHANGED}; null for none
 */
record OriginalParameters(MultivaluedMap<String, String> form, Map<String, List<String>> values) {

    /** Those that an enforcement point may change. All others stay as they are: what Keycloak itself writes there is its own. */
    private static final List<String> CHANGED = List.of(
            OAuth2Constants.SCOPE,
            ResourceParameters.RESOURCE,
            ResourceParameters.AUDIENCE,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.SUBJECT_TOKEN);

    static OriginalParameters of(MultivaluedMap<String, String> form) {
        Map<String, List<String>> values = new HashMap<>();
        CHANGED.forEach(parameter -> values.put(parameter, copy(form.get(parameter))));
        return new OriginalParameters(form, values);
    }

    /** To put one value into the form changes the list that is in it. */
    private static List<String> copy(List<String> values) {
        return values == null ? null : new ArrayList<>(values);
    }

    void giveBack() {
        values.forEach((parameter, sent) -> {
            if (sent == null) {
                form.remove(parameter);
            } else {
                form.put(parameter, sent);
            }
        });
    }
}
