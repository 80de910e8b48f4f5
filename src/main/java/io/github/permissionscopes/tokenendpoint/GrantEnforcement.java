package io.github.permissionscopes.tokenendpoint;

import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;

/** Narrows the scopes of one grant type's token request, before Keycloak reads it. */
@FunctionalInterface
interface GrantEnforcement {

    /**
     * @param context the request; its form parameters may be changed. What is wrong with the request itself (an unknown
     *     client, an expired token) is left to Keycloak
     * @throws CorsErrorResponseException if the request is rejected on account of its scopes
     */
    void narrow(OAuth2GrantType.Context context);
}
