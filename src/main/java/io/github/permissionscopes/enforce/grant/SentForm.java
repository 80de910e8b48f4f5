package io.github.permissionscopes.enforce.grant;

import io.github.permissionscopes.enforce.ApiNaming;
import io.github.permissionscopes.realm.RealmSwitch;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/**
 * Those parameters of a token request that are changed for Keycloak, as the client sent them. They are given back: the UMA
 * grant has a client credentials grant run on its own request, whose {@code scope} means something else.
 *
 * @param scope null for none
 * @param resource null for none
 */
record SentForm(OAuth2GrantType.Context context, List<String> scope, List<String> resource) {

    static SentForm of(OAuth2GrantType.Context context) {
        MultivaluedMap<String, String> form = context.getFormParams();
        return new SentForm(context, copy(form.get(OAuth2Constants.SCOPE)), copy(form.get(ApiNaming.RESOURCE)));
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
        if (resource != null && RealmSwitch.enforces(context.getRealm()) && TokenTarget.isOurs(context)) {
            context.getFormParams().remove(ApiNaming.RESOURCE);
        }
    }

    void giveBack() {
        giveBack(OAuth2Constants.SCOPE, scope);
        giveBack(ApiNaming.RESOURCE, resource);
    }

    private void giveBack(String parameter, List<String> values) {
        if (values == null) {
            context.getFormParams().remove(parameter);
        } else {
            context.getFormParams().put(parameter, values);
        }
    }
}
