package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import org.keycloak.OAuth2Constants;

/** Applies a ruling to the {@code scope} parameter of a token request. */
record ScopeParameter(GrantRequest request) {

    /**
     * Narrows the parameter, or leaves it unchanged if the ruling changes nothing.
     *
     * @param none writes an empty request, which each of Keycloak's grant types expects in a different form
     */
    void narrow(Ruling ruling, Runnable none) {
        if (!ruling.changesRequest()) {
            return;
        }
        ScopeList kept = ruling.kept();
        if (kept.isEmpty()) {
            none.run();
        } else {
            request.form().putSingle(OAuth2Constants.SCOPE, kept.toString());
        }
    }
}
