package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.config.RealmSwitch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * Those parameters of a token request that are changed for Keycloak, as the client sent them. They are given back: the UMA
 * grant has a client credentials grant run on its own request, whose {@code scope} means something else; and a grant of
 * another extension may try several of Keycloak's on one request.
 *
 * @param values by name, of each of {@link #CHANGED}; null for none
 */
record OriginalParameters(OAuth2GrantType.Context context, Map<String, List<String>> values) {

    /** Which a seam may change. All others stay as they are: what Keycloak itself writes there is its own. */
    private static final List<String> CHANGED = List.of(
            OAuth2Constants.SCOPE,
            ApiNaming.RESOURCE,
            ApiNaming.AUDIENCE,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.SUBJECT_TOKEN);

    static OriginalParameters of(OAuth2GrantType.Context context) {
        Map<String, List<String>> values = new HashMap<>();
        CHANGED.forEach(
                parameter -> values.put(parameter, copy(context.getFormParams().get(parameter))));
        return new OriginalParameters(context, values);
    }

    /** To put one value into the form changes the list that is in it. */
    private static List<String> copy(List<String> values) {
        return values == null ? null : new ArrayList<>(values);
    }

    /**
     * In a realm that enforces, what {@code resource} says is done already, for clients that the product is about. Keycloak's
     * own feature (resource-indicators, since 26.7) would do it once more and in another way: it takes no client ID, and looks
     * for the API among the audiences that the token has.
     */
    void hideResource() {
        if (values.get(ApiNaming.RESOURCE) != null
                && RealmSwitch.enforces(context.getRealm())
                && TokenTarget.isOurs(context)) {
            context.getFormParams().remove(ApiNaming.RESOURCE);
        }
    }

    void giveBack() {
        values.forEach((parameter, sent) -> {
            if (sent == null) {
                context.getFormParams().remove(parameter);
            } else {
                context.getFormParams().put(parameter, sent);
            }
        });
    }
}
