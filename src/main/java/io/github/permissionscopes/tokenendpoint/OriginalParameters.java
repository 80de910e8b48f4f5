package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.ResourceParameters;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.OAuth2Constants;

/**
 * The original values of those parameters of a token request that are changed for Keycloak. They are restored
 * afterwards: the UMA grant runs a client credentials grant on its own request, whose {@code scope} means something
 * else, and another extension's grant may try several of Keycloak's grants on one request.
 *
 * @param values by name, for each of {@link #CHANGED}; null if absent
 */
record OriginalParameters(MultivaluedMap<String, String> form, Map<String, List<String>> values) {

    /** The parameters that an enforcement point may change. The others are not restored: Keycloak may write to them. */
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

    /** Copies, because putting a single value into the form changes the existing list. */
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
