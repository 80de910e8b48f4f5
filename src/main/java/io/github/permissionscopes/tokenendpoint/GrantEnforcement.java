package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.resource.InvalidTarget;

/** The enforcement point of one grant type: narrows a token request before Keycloak's grant type reads it. */
@FunctionalInterface
interface GrantEnforcement {

    /**
     * @throws InvalidTarget if the request names an API for which it cannot get a token
     * @throws org.keycloak.services.CorsErrorResponseException with the response to a rejected request
     */
    void enforce(GrantRequest request);
}
