package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import org.keycloak.OAuth2Constants;

/** The {@code scope} parameter of a token request, under a ruling. */
record ScopeParameter(GrantRequest request) {

    /**
     * Leaves the parameter as it is where the ruling changes nothing.
     *
     * @param none writes that nothing is asked for, which each of Keycloak's grant types reads in its own way
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
